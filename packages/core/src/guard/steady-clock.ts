import type { Clock } from '../clock.js';

/**
 * A clock that never goes back. One that cannot tell the time that has elapsed, or is exchanged for another while it runs,
 * goes on from where it was last asked when it goes back: the time since then is lost.
 */
export function steadyClock(clock: Clock): Clock {
  const elapsed = clock.monotonic?.bind(clock);
  const offset = elapsed === undefined ? 0 : clock.now() - elapsed();
  const read = elapsed === undefined ? () => clock.now() : () => offset + elapsed();
  let latest = Number.NEGATIVE_INFINITY;
  let lead = 0;
  return {
    now: () => {
      const now = read() + lead;
      if (now < latest) lead += latest - now;
      else latest = now;
      return latest;
    },
    after: (ms, callback, options) => clock.after(ms, callback, options),
  };
}
