import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { withDeadline } from './deadline.js';
import { SecretsError } from './errors.js';
import { doublingPauseMs } from './guard/doubling-pause.js';
import { steadyClock } from './guard/steady-clock.js';

export interface SharedLoginOptions<T> {
  /**
   * Logs in, and ends early when the signal says so. It rejects with a `SecretsError`. It is told what the store has
   * refused, where that is why.
   */
  readonly login: (signal: AbortSignal, rejected: T | undefined) => Promise<T>;
  /** The backend's label, for messages. */
  readonly backend: string;
  /** How long one log-in may take, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number;
  /** From when on the log-in is renewed behind the readers' backs, in milliseconds since 1970. @default never */
  readonly renewAt?: (value: T) => number;
  /** From when on it is of no use, in milliseconds since 1970. @default never */
  readonly expiresAt?: (value: T) => number;
  readonly clock?: Clock;
  /** A number from 0 to 1, for the jitter of the pause after a failure. */
  readonly random?: () => number;
}

interface Kept<T> {
  readonly value: T;
  /** By the clock that never goes back, in milliseconds. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

const BETWEEN_RENEWALS_MS = 10_000;
/** What is to end sooner than this is no value to log in for again: it is the clock here that is wrong. */
const LEAST_LIFE_MS = 1_000;
const USED_ANYHOW_MS = 5_000;

/**
 * One log-in that all reads of a backend share. It runs under its own deadline, which no read can shorten. What it gives
 * is kept until the next one succeeds; a failure is not, but until the next attempt is due reads that have nothing else
 * fail at once with the same error: after 1 s, doubling to 30 s. What is said to have ended as it was given is used for 5 s,
 * and a clock that is set back makes nothing live longer.
 */
export class SharedLogin<T> {
  readonly #options: SharedLoginOptions<T>;
  /** Tells when a value ends, as whoever gave it says. */
  readonly #wall: Clock;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #closing = new AbortController();
  #kept: Kept<T> | undefined;
  #running: Promise<T> | undefined;
  #failure: { readonly error: unknown; readonly until: number } | undefined;
  #failures = 0;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SharedLoginOptions<T>) {
    this.#options = options;
    this.#wall = options.clock ?? systemClock;
    this.#clock = steadyClock(this.#wall);
    this.#random = options.random ?? Math.random;
  }

  /** What the last log-in gave, whether it is still of use or not. */
  get kept(): T | undefined {
    return this.#kept?.value;
  }

  /**
   * Resolves to what the log-in gives, and logs in first when that is needed.
   *
   * @throws SecretsError the log-in's own, `TIMEOUT` after its deadline, or `CLOSED`
   */
  async get(): Promise<T> {
    const kept = this.#kept;
    if (kept === undefined || this.#clock.now() >= kept.expiresAt) return this.#attempt();
    if (this.#clock.now() >= kept.renewAt) this.#attempt().catch(() => undefined);
    return kept.value;
  }

  /**
   * Logs in again because the store refused what it got, unless another reader has done so meanwhile. Resolves to
   * whether the read is worth repeating: not when the last renewal was less than 10 s ago, and not when this one fails.
   * What was refused is kept then, for the store may have refused no more than one read.
   *
   * @throws SecretsError `CLOSED`
   */
  async renew(rejected: T | undefined): Promise<boolean> {
    if (this.#running === undefined) {
      if (this.#kept !== undefined && this.#kept.value !== rejected) return true;
      if (this.#clock.now() - this.#renewedAt < BETWEEN_RENEWALS_MS) return false;
    }
    try {
      await this.#attempt(rejected);
      this.#renewedAt = this.#clock.now();
      return true;
    } catch (error) {
      if (this.#closing.signal.aborted || !SecretsError.is(error)) throw error;
      return false;
    }
  }

  /** Ends a running log-in; later calls fail with code `CLOSED`. */
  close(): void {
    this.#kept = undefined;
    this.#closing.abort();
  }

  #attempt(rejected?: T): Promise<T> {
    if (this.#closing.signal.aborted) return Promise.reject(this.#closed());
    if (this.#running !== undefined) return this.#running;
    if (this.#failure !== undefined && this.#clock.now() < this.#failure.until) {
      return Promise.reject(this.#failure.error);
    }
    this.#running = this.#login(rejected);
    // Every reader may have left by the time it fails.
    this.#running.catch(() => undefined);
    return this.#running;
  }

  async #login(rejected: T | undefined): Promise<T> {
    const { login, backend, timeoutMs = 30_000 } = this.#options;
    try {
      const value = await withDeadline(
        { ms: timeoutMs, signals: [this.#closing.signal], subject: backend, clock: this.#clock },
        (signal) => login(signal, rejected),
      );
      this.#kept = this.#keptFrom(value);
      this.#failures = 0;
      this.#failure = undefined;
      return value;
    } catch (error) {
      if (this.#closing.signal.aborted) throw this.#closed();
      const told = SecretsError.is(error, 'TIMEOUT') ? this.#timedOut(error, timeoutMs) : error;
      this.#failures += 1;
      this.#failure = {
        error: told,
        until: this.#clock.now() + doublingPauseMs(this.#failures, this.#random),
      };
      throw told;
    } finally {
      this.#running = undefined;
    }
  }

  #keptFrom(value: T): Kept<T> {
    const { renewAt, expiresAt } = this.#options;
    const now = this.#clock.now();
    const left = (time: number | undefined) =>
      time === undefined ? Number.POSITIVE_INFINITY : time - this.#wall.now();
    const life = left(expiresAt?.(value));
    if (life < LEAST_LIFE_MS) {
      return { value, renewAt: Number.POSITIVE_INFINITY, expiresAt: now + USED_ANYHOW_MS };
    }
    return { value, renewAt: now + left(renewAt?.(value)), expiresAt: now + life };
  }

  #timedOut(error: SecretsError, ms: number): SecretsError {
    return error.with({
      backend: this.#options.backend,
      problem: `${this.#options.backend}: the log-in did not end within ${ms} ms.`,
      hint: 'Check that the authority can be reached from here, or give it more time with "loginTimeout".',
    });
  }

  #closed(): SecretsError {
    const { backend } = this.#options;
    return new SecretsError('CLOSED', `${backend}: the log-in was closed.`, { backend });
  }
}
