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
});
