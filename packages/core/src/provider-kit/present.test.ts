import { expect } from 'chai';
import { present } from './present.js';

describe('A field that may be absent', () => {
  it('is there with its value, the empty ones included', () => {
    expect(present('a', '')).to.deep.equal({ a: '' });
    expect(present('a', null)).to.deep.equal({ a: null });
  });

  it('is no key at all where there is no value', () => {
    expect(Object.keys(present('a', undefined))).to.deep.equal([]);
  });
});
