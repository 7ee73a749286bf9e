import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import type { GuardedCall } from './guarded-call.js';
import { pause } from './pause.js';
import type { RetryBudgetOptions } from './retry-budget.js';
import { RetryBudget } from './retry-budget.js';

export interface RetryOptions {
  /** How often a read is tried, the first time included. @default 4 */
  readonly attempts?: number;
  /** The longest wait before the first retry, in milliseconds; each wait is a random part of a doubling one. @default 100 */
  readonly baseMs?: number;
  /** What the wait doubles up to, in milliseconds; a store that asks for more gets more. @default 5_000 */
  readonly longestMs?: number;
  /** How many retries all reads of the backend have together. */
  readonly budget?: RetryBudgetOptions;
}

/** Tries a read again after `THROTTLED`, `UNAVAILABLE` or `TIMEOUT`, as long as its deadline and the budget allow. */
export class Retry {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #attempts: number;
  readonly #baseMs: number;
  readonly #longestMs: number;
  readonly #budget: RetryBudget;

  constructor(clock: Clock, options: RetryOptions = {}, random: () => number = Math.random) {
    const { attempts = 4, baseMs = 100, longestMs = 5_000, budget } = options;
    this.#clock = clock;
    this.#random = random;
    this.#attempts = attempts;
    this.#baseMs = baseMs;
    this.#longestMs = longestMs;
    this.#budget = new RetryBudget(clock, budget);
  }

  /** Gives the first answer, or throws the last failure: at once when the next wait would not end before the deadline. */
  async run<T>({ signal, endsAt }: GuardedCall, attempt: () => Promise<T>): Promise<T> {
    this.#budget.earn();
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (tried >= this.#attempts || signal.aborted || !SecretsError.is(error) || !error.retryable)
          throw error;
        const waitMs = this.#waitMs(tried, error.retryAfterMs);
        if (this.#clock.now() + waitMs >= endsAt || !this.#budget.spend()) throw error;
        await pause(this.#clock, waitMs, signal);
      }
    }
  }

  #waitMs(tried: number, retryAfterMs: number | undefined): number {
    const longest = Math.min(this.#longestMs, this.#baseMs * 2 ** (tried - 1));
    if (retryAfterMs === undefined) return longest * this.#random();
    // Never earlier than the store says, and never at once: a store that says 0 would be asked in a loop.
    return Math.max(retryAfterMs, this.#baseMs) + this.#baseMs * this.#random();
  }
}
