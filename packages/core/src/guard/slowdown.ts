import type { PaceLimit } from '../backend.js';

const LEAST_SHARE = 1 / 32;
/** How long it takes from a standstill to the full rate, in milliseconds. */
const FULL_RECOVERY_MS = 100_000;
/** Requests that were under way together are throttled together, and slow down once. */
const ONE_DECREASE_MS = 1_000;

/** Spaces requests out after a store throttled: half the rate at each throttling, and slowly up again to no spacing. */
export class Slowdown {
  readonly #fullIntervalMs: number;
  #share = 1;
  #setAt = Number.NEGATIVE_INFINITY;
  #freeAt = Number.NEGATIVE_INFINITY;

  constructor({ requests, perMs }: PaceLimit) {
    this.#fullIntervalMs = perMs / requests;
  }

  /** When the next request may start. */
  get freeAt(): number {
    return this.#freeAt;
  }

  started(now: number): void {
    const share = this.#shareAt(now);
    if (share < 1) this.#freeAt = Math.max(this.#freeAt, now) + this.#fullIntervalMs / share;
  }

  throttled(now: number): void {
    if (now - this.#setAt < ONE_DECREASE_MS) return;
    this.#share = Math.max(LEAST_SHARE, this.#shareAt(now) / 2);
    this.#setAt = now;
    this.#freeAt = Math.max(this.#freeAt, now + this.#fullIntervalMs / this.#share);
  }

  #shareAt(now: number): number {
    return Math.min(1, this.#share + (now - this.#setAt) / FULL_RECOVERY_MS);
  }
}
