const sleepers = [];
let isTicking = false;

/**
 * Resolves after so many milliseconds to the microsecond, by asking for the time again and again: timers are of whole
 * milliseconds, so that a little work between two of them would count as none or as a millisecond.
 */
export function exactSleep(ms) {
  return new Promise((resolve) => {
    sleepers.push({ due: performance.now() + ms, resolve });
    if (!isTicking) setImmediate(tick);
    isTicking = true;
  });
}

/** All sleep equally long, so that the first to sleep is the first to wake. */
function tick() {
  const now = performance.now();
  while (sleepers.length > 0 && sleepers[0].due <= now) sleepers.shift().resolve();
  isTicking = sleepers.length > 0;
  if (isTicking) setImmediate(tick);
}
