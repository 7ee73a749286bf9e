import type { Clock } from '../clock.js';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock that moves when a test says so. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Set<Timer>();

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves time, calls what is due, and lets everything that follows from it happen. */
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const timer of this.#timers) {
      if (timer.due > this.#now) continue;
      this.#timers.delete(timer);
      timer.callback();
    }
    await settled();
  }

  /** Moves time from timer to timer, in their order, and lets everything that follows from each happen before the next. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const next = Math.min(...[...this.#timers].map(({ due }) => due));
      if (next > end) break;
      await this.advance(Math.max(0, next - this.#now));
    }
    this.#now = end;
  }
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
