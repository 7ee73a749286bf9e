import type { PaceLimit } from '../backend.js';

/** Lets no span of the limit's length see more starts than the limit. */
export class RateWindow {
  readonly #perMs: number;
  readonly #starts: Float64Array;
  #oldest = 0;

  constructor({ requests, perMs }: PaceLimit) {
    this.#perMs = perMs;
    this.#starts = new Float64Array(Math.floor(requests)).fill(Number.NEGATIVE_INFINITY);
  }

  /** When the next request may start: when the oldest of the last ones leaves the span. */
  get freeAt(): number {
    return (this.#starts[this.#oldest] as number) + this.#perMs;
  }

  started(now: number): void {
    this.#starts[this.#oldest] = now;
    this.#oldest = (this.#oldest + 1) % this.#starts.length;
  }
}
