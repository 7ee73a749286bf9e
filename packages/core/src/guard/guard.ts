import type { FindOptions } from '../backend.js';
import type { Clock } from '../clock.js';
import { Closing } from '../closing.js';
import { withDeadline } from '../deadline.js';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import type { Traffic } from '../health/traffic.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Retry } from './retry.js';
import { translateError } from './translate-error.js';
import type { Turnstile } from './turnstile.js';

export interface GuardParts {
  readonly backend: string;
  /** The deadline of each call, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly turnstile: Turnstile;
  /** Is told of each request. */
  readonly traffic: Traffic;
  /** Absent: a read is tried once. */
  readonly retry?: Retry | undefined;
  /** Absent: a backend is asked however it fails. */
  readonly breaker?: CircuitBreaker | undefined;
}

/** Asks the backend once. */
type Attempt<T> = (options: FindOptions) => Promise<T>;

/** What goes for reads alone. */
interface ReadParts<T> {
  readonly breaker?: CircuitBreaker | undefined;
  readonly retry?: Retry | undefined;
  /** The failure that an answer stands for. */
  readonly failureIn?: ((answer: T) => SecretsErrorCode | undefined) | undefined;
}

/** How often the backend was asked for one call, how often that has ended, and how long the first took to come. */
interface Requests {
  begun: number;
  ended: number;
  waitedMs: number;
}

/** Brings calls to a backend and their answers back: in time, in turn, and with nothing but a `SecretsError`. */
export class Guard {
  readonly #parts: GuardParts;
  readonly #closing = new Closing();

  constructor(parts: GuardParts) {
    this.#parts = parts;
  }

  /**
   * A read: refused at once while the backend is left alone, and tried again where that may help.
   *
   * @param failureIn the failure that an answer stands for
   */
  read<T>(
    options: FindOptions,
    attempt: Attempt<T>,
    failureIn?: (answer: T) => SecretsErrorCode | undefined,
  ): Promise<T> {
    const { breaker, retry } = this.#parts;
    return this.#run(options, attempt, { breaker, retry, failureIn });
  }

  /** Any other call: the backend is asked once. */
  once<T>(options: FindOptions, attempt: Attempt<T>): Promise<T> {
    return this.#run(options, attempt, {});
  }

  /** A step of a call that is answered in many: ends in time, and waits for no turn. */
  async step<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#bounded(signal, work);
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** Answers whoever waits with `CLOSED`, and every later call. */
  close(): void {
    this.#closing.close();
  }

  async #run<T>(
    options: FindOptions,
    attempt: Attempt<T>,
    { breaker, retry, failureIn }: ReadParts<T>,
  ): Promise<T> {
    const { timeoutMs, clock, turnstile, traffic } = this.#parts;
    const isProbe = breaker?.enter() ?? false;
    const startedAt = clock.now();
    const endsAt = startedAt + timeoutMs;
    const requests: Requests = { begun: 0, ended: 0, waitedMs: 0 };
    try {
      const answer = await this.#bounded(options.signal, (signal) => {
        const call = { signal, endsAt, background: options.background === true };
        const ask = () => {
          if (requests.begun === 0) requests.waitedMs = clock.now() - startedAt;
          return this.#ask({ ...options, signal }, attempt, requests, failureIn);
        };
        const inTurn = () => turnstile.run(call, ask);
        // The one read that shows whether the backend is well again asks it once.
        return retry === undefined || isProbe ? inTurn() : retry.run(call, inTurn);
      });
      breaker?.answered(isProbe);
      return answer;
    } catch (error) {
      const told = this.#told(error, requests);
      const isItsOwn = told.code !== 'TIMEOUT' || this.#hadTime(requests);
      breaker?.failed(told, isProbe, requests.begun > 0 && isItsOwn);
      if (requests.begun > requests.ended && told.code === 'TIMEOUT' && isItsOwn) traffic.failed('TIMEOUT');
      throw told;
    }
  }

  async #ask<T>(
    options: FindOptions,
    attempt: Attempt<T>,
    requests: Requests,
    failureIn: ReadParts<T>['failureIn'],
  ): Promise<T> {
    const { traffic, backend } = this.#parts;
    requests.begun += 1;
    traffic.asked();
    try {
      const answer = await attempt(options);
      requests.ended += 1;
      const failure = failureIn?.(answer);
      if (failure === undefined) traffic.answered();
      else traffic.failed(failure);
      return answer;
    } catch (error) {
      const translated = translateError(error, backend);
      // What an SDK throws when it is told to stop says nothing: the call knows why it was.
      if (!options.signal.aborted) {
        requests.ended += 1;
        traffic.failed(translated.code);
      }
      throw translated;
    }
  }

  #bounded<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { backend, timeoutMs, clock } = this.#parts;
    const ends = { ms: timeoutMs, signals: [signal], closing: this.#closing, subject: backend, clock };
    return withDeadline(ends, work);
  }

  /** Whether the backend had at least half of the deadline: less says nothing about it, but that much was asked of it. */
  #hadTime({ begun, waitedMs }: Requests): boolean {
    return begun > 0 && waitedMs <= this.#parts.timeoutMs / 2;
  }

  #told(error: unknown, requests?: Requests): SecretsError {
    const { backend, timeoutMs } = this.#parts;
    if (this.#closing.isClosed) {
      return new SecretsError('CLOSED', `${backend}: the backend is closed.`, { backend });
    }
    const translated = translateError(error, backend);
    if (requests === undefined || translated.code !== 'TIMEOUT' || this.#hadTime(requests)) return translated;
    const turn =
      requests.begun === 0 ? 'did not come' : `came after ${Math.round(requests.waitedMs)} ms, and no answer`;
    return translated.with({
      problem: `${backend}: its turn to be asked ${turn} within ${timeoutMs} ms.`,
      hint: 'Ask for less at the same time, or give the backend a higher "concurrency" or "timeout".',
    });
  }
}
