import type { FindOptions } from '../backend.js';
import type { Clock } from '../clock.js';
import { Closing } from '../closing.js';
import { withDeadline } from '../deadline.js';
import { SecretsError } from '../errors.js';
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
  /** Absent: a read is tried once. */
  readonly retry?: Retry | undefined;
  /** Absent: a backend is asked however it fails. */
  readonly breaker?: CircuitBreaker | undefined;
}

/** Asks the backend once. */
type Attempt<T> = (options: FindOptions) => Promise<T>;

interface Course {
  readonly retry?: Retry | undefined;
  /** Called each time the backend is asked. */
  readonly asked?: () => void;
}

/** Brings calls to a backend and their answers back: in time, in turn, and with nothing but a `SecretsError`. */
export class Guard {
  readonly #parts: GuardParts;
  readonly #closing = new Closing();

  constructor(parts: GuardParts) {
    this.#parts = parts;
  }

  /** A read: refused at once while the backend is left alone, and tried again where that may help. */
  read<T>(options: FindOptions, attempt: Attempt<T>): Promise<T> {
    const { breaker, retry } = this.#parts;
    if (breaker === undefined) return this.#run(options, attempt, { retry });
    return breaker.run(({ probe, asked }) =>
      this.#run(options, attempt, probe ? { asked } : { asked, retry }),
    );
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
      throw this.#told(error, true);
    }
  }

  /** Answers whoever waits with `CLOSED`, and every later call. */
  close(): void {
    this.#closing.close();
  }

  async #run<T>(options: FindOptions, attempt: Attempt<T>, { retry, asked }: Course): Promise<T> {
    const { backend, timeoutMs, clock, turnstile } = this.#parts;
    const endsAt = clock.now() + timeoutMs;
    let wasAsked = false;
    try {
      return await this.#bounded(options.signal, (signal) => {
        const call = { signal, endsAt, background: options.background === true };
        const inTurn = () =>
          turnstile.run(call, async () => {
            wasAsked = true;
            asked?.();
            try {
              return await attempt({ ...options, signal });
            } catch (error) {
              throw translateError(error, backend);
            }
          });
        return retry === undefined ? inTurn() : retry.run(call, inTurn);
      });
    } catch (error) {
      throw this.#told(error, wasAsked);
    }
  }

  #bounded<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { backend, timeoutMs, clock } = this.#parts;
    const ends = { ms: timeoutMs, signals: [signal], closing: this.#closing };
    return withDeadline({ ...ends, subject: backend, clock }, work);
  }

  #told(error: unknown, wasAsked: boolean): SecretsError {
    const { backend, timeoutMs } = this.#parts;
    if (this.#closing.isClosed) {
      return new SecretsError('CLOSED', `${backend}: the backend is closed.`, { backend });
    }
    const translated = translateError(error, backend);
    if (wasAsked || translated.code !== 'TIMEOUT') return translated;
    return translated.with({
      problem: `${backend}: its turn to be asked did not come within ${timeoutMs} ms.`,
      hint: 'Ask for less at the same time, or give the backend a higher "concurrency" or "timeout".',
    });
  }
}
