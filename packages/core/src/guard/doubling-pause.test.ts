import { expect } from 'chai';
import { doublingPauseMs } from './doubling-pause.js';

describe('A doubling pause', () => {
  it('is 1 s after the first failure, doubles, and stays at 30 s', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 2_000].map((failures) => doublingPauseMs(failures, () => 0.5));
    expect(pauses).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is a fifth shorter or longer by chance', () => {
    expect(doublingPauseMs(1, () => 0)).to.equal(800);
    expect(doublingPauseMs(1, () => 1)).to.be.closeTo(1_200, 0.001);
  });

  it('has other bounds when told so', () => {
    expect(doublingPauseMs(3, () => 0.5, { firstMs: 10, longestMs: 25 })).to.equal(25);
  });
});
