import type { Clock } from '@chatelaine/core';

/** The system's clock, which a fault may set. */
export class MovedClock implements Clock {
  #aheadMs = 0;

  /** Sets it so far before the time, in milliseconds. */
  move(aheadMs: number): void {
    this.#aheadMs = aheadMs;
  }

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  monotonic(): number {
    return performance.now();
  }

  after(ms: number, callback: () => void, { background = false }: { background?: boolean } = {}): () => void {
    const timer = setTimeout(callback, ms);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  }
}
