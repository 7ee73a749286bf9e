import type { PaceLimit } from '../backend.js';
import type { Clock } from '../clock.js';
import { RateWindow } from './rate-window.js';
import { Slowdown } from './slowdown.js';

/** What a store is taken to bear once it throttled, when its limit is not known. */
const ASSUMED: PaceLimit = { requests: 100, perMs: 1_000 };

/** How fast a backend may be asked: never past its documented limit, and slower while it throttles. */
export class Pace {
  readonly #clock: Clock;
  readonly #window: RateWindow | undefined;
  readonly #slowdown: Slowdown;

  constructor(clock: Clock, limit?: PaceLimit) {
    this.#clock = clock;
    this.#window = limit && new RateWindow(limit);
    this.#slowdown = new Slowdown(limit ?? ASSUMED);
  }

  /** When the next request may start, in milliseconds on the guard's clock. */
  get freeAt(): number {
    const { freeAt } = this.#slowdown;
    return this.#window === undefined ? freeAt : Math.max(freeAt, this.#window.freeAt);
  }

  started(): void {
    const now = this.#clock.now();
    this.#window?.started(now);
    this.#slowdown.started(now);
  }

  throttled(): void {
    this.#slowdown.throttled(this.#clock.now());
  }
}
