import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { checkValueSize } from './value-size.js';

describe('checkValueSize', () => {
  const check = (value: string | Uint8Array) =>
    checkValueSize(value, 'hello', { service: 'Secret Manager', maxBytes: 4 }, 'prod');

  it('counts bytes', async () => {
    check('abcd');
    check(new Uint8Array(4));
    for (const value of ['', 'ääx', new Uint8Array(5), new Uint8Array()]) {
      expect(await caught(() => check(value))).to.have.property('code', 'INVALID_VALUE');
    }
  });
});
