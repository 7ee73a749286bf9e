import { expect } from 'chai';
import { Slowdown } from './slowdown.js';

describe('A slowdown', () => {
  /** How many of the requests that are always due start in so much time. */
  const startsIn = (slowdown: Slowdown, from: number, ms: number): number => {
    let starts = 0;
    for (let now = Math.max(from, slowdown.freeAt); now < from + ms; now = Math.max(now, slowdown.freeAt)) {
      slowdown.started(now);
      starts += 1;
      if (starts > 10_000) break;
    }
    return starts;
  };
  const limit = { requests: 100, perMs: 1_000 };

  it('spaces nothing out before the store throttles', () => {
    const slowdown = new Slowdown(limit);
    slowdown.started(5);
    expect(slowdown.freeAt).to.equal(Number.NEGATIVE_INFINITY);
  });

  it('halves the rate at a throttling, once for requests that were under way together', () => {
    const slowdown = new Slowdown(limit);
    slowdown.throttled(0);
    slowdown.throttled(1);
    slowdown.throttled(999);
    expect(startsIn(slowdown, 1_000, 1_000)).to.be.within(48, 52);
    slowdown.throttled(2_000);
    expect(startsIn(slowdown, 2_000, 1_000)).to.be.within(24, 28);
  });

  it('leaves a thirty-second of the rate at least', () => {
    const slowdown = new Slowdown(limit);
    for (let second = 0; second <= 20; second += 1) slowdown.throttled(second * 1_000);
    expect(startsIn(slowdown, 20_000, 1_000)).to.be.within(2, 4);
  });

  it('is slowly over when the store throttles no more', () => {
    const slowdown = new Slowdown(limit);
    slowdown.throttled(0);
    expect(startsIn(slowdown, 25_000, 1_000)).to.be.within(74, 78);
    slowdown.started(50_000);
    expect(slowdown.freeAt).to.be.at.most(50_000);
  });
});
