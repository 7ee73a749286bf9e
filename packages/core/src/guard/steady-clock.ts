import type { Clock } from '../clock.js';

/**
 * A clock that never goes back. One that cannot tell the time that has elapsed goes on from where it was last asked when it
 * is set back: the time since then is lost.
 */
export function steadyClock(clock: Clock): Clock {
  const elapsed = clock.monotonic?.bind(clock);
  const after: Clock['after'] = (ms, callback, options) => clock.after(ms, callback, options);
  if (elapsed !== undefined) {
    const offset = clock.now() - elapsed();
    return { now: () => offset + elapsed(), after };
  }
  let latest = Number.NEGATIVE_INFINITY;
  let lead = 0;
  return {
    now: () => {
      const now = clock.now() + lead;
      if (now < latest) lead += latest - now;
      else latest = now;
      return latest;
    },
    after,
  };
}
