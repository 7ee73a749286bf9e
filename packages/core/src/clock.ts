/** Time as an argument, so that a test can move it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, which go on evenly when the machine's time is set. @default made from `now` */
  monotonic?(): number;
  /**
   * Calls back once after so many milliseconds; the result cancels it. The process stays alive until then, unless it is
   * work in the background that nobody waits for.
   */
  after(ms: number, callback: () => void, options?: { readonly background?: boolean }): () => void;
}

/** What a timer of Node can wait, in milliseconds; more would end at once. */
export const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => {
    // `performance` tells the same, and costs a program that does not use it otherwise a millisecond at its start.
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1_000 + nanoseconds / 1_000_000;
  },
  after: (ms, callback, { background = false } = {}) => {
    const timer = setTimeout(callback, ms);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
