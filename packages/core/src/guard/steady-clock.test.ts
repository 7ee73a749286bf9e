import { expect } from 'chai';
import { steadyClock } from './steady-clock.js';

describe('A steady clock', () => {
  it('stands still when the clock goes back, and goes on from there', () => {
    let now = 1_000;
    const clock = steadyClock({ now: () => now, after: () => () => undefined });
    const seen = [1_000, 1_500, 200, 300, 250, 260].map((next) => {
      now = next;
      return clock.now();
    });
    expect(seen).to.deep.equal([1_000, 1_500, 1_500, 1_600, 1_600, 1_610]);
  });
});
