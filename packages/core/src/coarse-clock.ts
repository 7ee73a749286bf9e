import type { Clock } from './clock.js';
import { systemClock } from './clock.js';

/** How much the time may lag, in milliseconds. */
const RESOLUTION_MS = 10;
/** In how many answers the time is read again at least: a loop that waits for nothing lets no timer run. */
const MOST_ANSWERS = 1_000;

/**
 * Milliseconds since 1970, read from the system once in 10 ms while it is asked for: reading it for each answer from
 * memory would cost more than the look-up. A timer ends each reading and does not keep the process alive.
 */
export function coarseClock(now: () => number = Date.now): () => number {
  let known = 0;
  let answersLeft = 0;
  let isTimed = false;
  const forget = () => {
    isTimed = false;
    answersLeft = 0;
  };
  return () => {
    if (answersLeft > 0) {
      answersLeft -= 1;
      return known;
    }
    known = now();
    answersLeft = MOST_ANSWERS - 1;
    if (!isTimed) setTimeout(forget, RESOLUTION_MS).unref();
    isTimed = true;
    return known;
  };
}

/** The time by which answers age: that of a clock of the caller's own is exact. */
export function timeOf(clock: Clock): () => number {
  const now = () => clock.now();
  return clock === systemClock ? coarseClock(now) : now;
}
