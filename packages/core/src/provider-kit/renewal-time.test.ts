import { expect } from 'chai';
import { renewalTime } from './renewal-time.js';

describe('renewalTime', () => {
  it('is so long before the end, at half of a short life, and never for what does not end', () => {
    expect(renewalTime(3_600_000, 0, 120_000)).to.equal(3_480_000);
    expect(renewalTime(1_100, 1_000, 120_000)).to.equal(1_050);
    expect(renewalTime(Number.POSITIVE_INFINITY, 0, 120_000)).to.equal(Number.POSITIVE_INFINITY);
  });
});
