import type { Clock } from '../clock.js';

/** A clock that never goes back: when the machine's is set back, time goes on from where it was. */
export function steadyClock(clock: Clock): Clock {
  let latest = Number.NEGATIVE_INFINITY;
  let lead = 0;
  return {
    now: () => {
      const now = clock.now() + lead;
      if (now < latest) lead += latest - now;
      else latest = now;
      return latest;
    },
    after: (ms, callback) => clock.after(ms, callback),
  };
}
