import { expect } from 'chai';
import { useFakeTimers } from 'sinon';
import { coarseClock } from './coarse-clock.js';

describe('A coarse clock', () => {
  it('reads the time once in 10 ms', () => {
    const timers = useFakeTimers(1_000);
    try {
      let reads = 0;
      const now = coarseClock(() => {
        reads += 1;
        return Date.now();
      });
      expect([now(), now(), now()]).to.deep.equal([1_000, 1_000, 1_000]);
      timers.tick(9);
      expect(now()).to.equal(1_000);
      timers.tick(1);
      expect(now()).to.equal(1_010);
      expect(reads).to.equal(2);
    } finally {
      timers.restore();
    }
  });

  it('reads it again after 1,000 answers, where no timer could run meanwhile, and sets one timer', () => {
    const timers = useFakeTimers();
    try {
      let time = 1;
      const now = coarseClock(() => time);
      for (let answers = 0; answers < 999; answers += 1) now();
      time = 2;
      expect([now(), now()]).to.deep.equal([1, 2]);
      expect(timers.countTimers()).to.equal(1);
    } finally {
      timers.restore();
    }
  });
});
