import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';

const LONGEST_MS = 60_000;

/** The time before which a store asked not to be asked again: kept for every later call, for a minute at most. */
export class NotBefore {
  readonly #backend: string;
  readonly #clock: Clock;
  #until = Number.NEGATIVE_INFINITY;
  #cause: SecretsError | undefined;

  constructor(backend: string, clock: Clock) {
    this.#backend = backend;
    this.#clock = clock;
  }

  /** When the next request may start, in milliseconds on the guard's clock. */
  get freeAt(): number {
    return this.#until;
  }

  /** Learns from a failure of an attempt; says whether the time has moved. */
  note(error: SecretsError): boolean {
    if (!error.retryable || error.retryAfterMs === undefined) return false;
    const until = this.#clock.now() + Math.min(error.retryAfterMs, LONGEST_MS);
    if (until <= this.#until) return false;
    this.#until = until;
    this.#cause = error;
    return true;
  }

  /** Why a call that ends at a time need not wait: the store's own answer, with the time that is left of it. */
  refusal(endsAt: number): SecretsError | undefined {
    const cause = this.#cause;
    if (cause === undefined || endsAt > this.#until) return undefined;
    const waitMs = Math.ceil(this.#until - this.#clock.now());
    if (waitMs <= 0) return undefined;
    return new SecretsError(cause.code, `${this.#backend}: asked not to be asked again for ${waitMs} ms.`, {
      backend: this.#backend,
      hint: 'That is longer than this call may take; the cause is what it answered.',
      retryAfterMs: waitMs,
      cause,
    });
  }
}
