import type { Clock } from '../clock.js';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import { doublingPauseMs } from './doubling-pause.js';

export interface BreakerOptions {
  /** After how many reads in a row that reached nobody the backend is left alone. @default 5 */
  readonly failures?: number;
  /** How long it is left alone the first time, in milliseconds. @default 1_000 */
  readonly firstMs?: number;
  /** What that time doubles up to, in milliseconds. @default 30_000 */
  readonly longestMs?: number;
}

const LONGEST_MS = 30_000;
const UNREACHED: ReadonlySet<SecretsErrorCode> = new Set(['UNAVAILABLE', 'TIMEOUT']);
const SAYS_NOTHING: ReadonlySet<SecretsErrorCode> = new Set(['ABORTED', 'CLOSED']);

/**
 * Leaves a backend alone that cannot be reached: reads fail at once with `UNAVAILABLE` until one that is let through
 * shows that it answers again, with whatever answer.
 */
export class CircuitBreaker {
  readonly #backend: string;
  readonly #options: BreakerOptions;
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;
  #openings = 0;
  #open: { readonly until: number; readonly cause: SecretsError } | undefined;
  #probing = false;

  constructor(
    backend: string,
    clock: Clock,
    options: BreakerOptions = {},
    random: () => number = Math.random,
  ) {
    this.#backend = backend;
    this.#clock = clock;
    this.#options = options;
    this.#random = random;
  }

  /**
   * Lets a read through, or not; says whether that one read is to show if the backend is well again.
   *
   * @throws SecretsError `UNAVAILABLE` at once while the backend is left alone
   */
  enter(): boolean {
    if (this.#open === undefined) return false;
    const waitMs = this.#open.until - this.#clock.now();
    const { longestMs = LONGEST_MS } = this.#options;
    if (waitMs <= -longestMs && !this.#probing) {
      // Nobody has asked for so long that what it knows says nothing: reads that come together are let through together.
      this.#open = undefined;
      this.#failures = 0;
      return false;
    }
    if (waitMs > 0 || this.#probing) throw this.#refusal(this.#open.cause, Math.max(0, Math.ceil(waitMs)));
    this.#probing = true;
    return true;
  }

  /** A read that was let through was answered. */
  answered(isProbe: boolean): void {
    if (isProbe) this.#probing = false;
    this.#failures = 0;
    this.#openings = 0;
    this.#open = undefined;
  }

  /** A read that was let through failed; one for which the backend was not asked says nothing about it. */
  failed(error: SecretsError, isProbe: boolean, wasAsked: boolean): void {
    if (isProbe) this.#probing = false;
    if (!wasAsked || SAYS_NOTHING.has(error.code)) return;
    if (UNREACHED.has(error.code)) this.#unreached(error, isProbe);
    else this.answered(false);
  }

  #unreached(cause: SecretsError, isProbe: boolean): void {
    this.#failures += 1;
    const { failures = 5 } = this.#options;
    // Reads that were under way when it opened come back late, and are no news.
    if (this.#open !== undefined ? !isProbe : this.#failures < failures) return;
    this.#openings += 1;
    const pauseMs = doublingPauseMs(this.#openings, this.#random, this.#options);
    this.#open = { until: this.#clock.now() + pauseMs, cause };
  }

  #refusal(cause: SecretsError, waitMs: number): SecretsError {
    const backend = this.#backend;
    const until =
      waitMs > 0 ? `It is asked again in ${waitMs} ms.` : 'One read is finding out whether it is well again.';
    return new SecretsError('UNAVAILABLE', `${backend}: is left alone after ${this.#failures} failures.`, {
      backend,
      hint: `${until} The cause says what the last failure was.`,
      retryAfterMs: waitMs,
      cause,
    });
  }
}
