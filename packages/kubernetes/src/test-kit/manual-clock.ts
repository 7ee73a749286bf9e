import type { Clock } from '@chatelaine/core';

/** A clock that moves when a test says so. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Map<() => void, number>();

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    this.#timers.set(callback, this.#now + ms);
    return () => this.#timers.delete(callback);
  }

  /** Moves time, calls what is due, and lets everything that follows from it happen. */
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const [callback, due] of this.#timers) {
      if (due > this.#now) continue;
      this.#timers.delete(callback);
      callback();
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
