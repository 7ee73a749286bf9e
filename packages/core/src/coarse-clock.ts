/** How much the time may lag, in milliseconds. */
const RESOLUTION_MS = 10;

/**
 * Milliseconds since 1970, read from the system once in 10 ms while it is asked for: reading it for each answer from
 * memory would cost more than the look-up. A timer ends each reading and does not keep the process alive.
 */
export function coarseClock(now: () => number = Date.now): () => number {
  let known: number | undefined;
  const forget = () => {
    known = undefined;
  };
  return () => {
    if (known !== undefined) return known;
    known = now();
    setTimeout(forget, RESOLUTION_MS).unref();
    return known;
  };
}
