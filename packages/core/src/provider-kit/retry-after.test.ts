import { expect } from 'chai';
import { retryAfterMs } from './retry-after.js';

describe('Retry-After', () => {
  it('is read in seconds', () => {
    expect(['0', '7', '99999'].map(retryAfterMs)).to.deep.equal([0, 7_000, 99_999_000]);
  });

  it('is nothing in any other form', () => {
    const others = [undefined, null, '', '-1', '1.5', '100000', 'Wed, 21 Oct 2026 07:28:00 GMT', ['7']];
    expect(others.map(retryAfterMs)).to.deep.equal(others.map(() => undefined));
  });
});
