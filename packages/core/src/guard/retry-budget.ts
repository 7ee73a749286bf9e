import type { Clock } from '../clock.js';

export interface RetryBudgetOptions {
  /** How many retries can be saved up; so many are there at first. @default 10 */
  readonly most?: number;
  /** How many retries each read adds. @default 0.1 */
  readonly perRead?: number;
  /** After how long without any read one retry is added, in milliseconds. @default 10_000 */
  readonly oneEveryMs?: number;
}

/** How many retries a backend may still get from all its readers together, so that they cannot multiply its load. */
export class RetryBudget {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #perRead: number;
  readonly #oneEveryMs: number;
  #left: number;
  #countedAt: number;

  constructor(clock: Clock, options: RetryBudgetOptions = {}) {
    const { most = 10, perRead = 0.1, oneEveryMs = 10_000 } = options;
    this.#clock = clock;
    this.#most = most;
    this.#perRead = perRead;
    this.#oneEveryMs = oneEveryMs;
    this.#left = most;
    this.#countedAt = clock.now();
  }

  /** To be called for each read, however often it is tried. */
  earn(): void {
    if (this.#left < this.#most) this.#add(this.#perRead);
  }

  /** Takes one retry, if there is one. */
  spend(): boolean {
    const now = this.#clock.now();
    this.#add((now - this.#countedAt) / this.#oneEveryMs);
    this.#countedAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  #add(retries: number): void {
    this.#left = Math.min(this.#most, this.#left + retries);
  }
}
