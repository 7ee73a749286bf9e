import type { Clock } from '../clock.js';
import type { SecretsErrorCode } from '../errors.js';
import type { BackendHealth, HealthState } from './backend-health.js';

/** How often a backend was asked, and how that ended. */
export interface BackendStats {
  /** The label of the backend. */
  readonly backend: string;
  /** Requests, each retry included. */
  readonly requests: number;
  /** Requests that failed; a denial, a value that is not valid, or a question that cannot be asked so, is no failure. */
  readonly failures: number;
  /** Requests that the store throttled. */
  readonly throttles: number;
}

/** How long after a failure a backend that answers again counts as degraded, in milliseconds. */
const CALM_MS = 60_000;
/** So many requests in a row that reached nobody are no accident. */
const UNREACHED_IN_A_ROW = 3;
const UNREACHED: ReadonlySet<SecretsErrorCode> = new Set(['UNAVAILABLE', 'TIMEOUT']);
/** The store knows us, and said so. */
const ANSWERS: ReadonlySet<SecretsErrorCode> = new Set([
  'ACCESS_DENIED',
  'INVALID_VALUE',
  'SECRET_NOT_FOUND',
]);
/** About the backend: it may be that nobody was asked. */
const SAYS_NOTHING: ReadonlySet<SecretsErrorCode> = new Set([
  'ABORTED',
  'CLOSED',
  'INVALID_CONFIG',
  'INVALID_REFERENCE',
  'UNSUPPORTED',
]);

/** Watches the requests that a backend gets anyway, to tell how it is without asking it. */
export class Traffic {
  readonly #backend: string;
  readonly #clock: Clock;
  #requests = 0;
  #failures = 0;
  #throttles = 0;
  /** Failures, and requests that reached nobody, since the last answer. */
  #failed = 0;
  #unreached = 0;
  #state: HealthState = 'healthy';
  #since: number;
  #lastAnswerAt: number | undefined;
  #lastFailure: { readonly at: number; readonly code: SecretsErrorCode } | undefined;

  constructor(backend: string, clock: Clock) {
    this.#backend = backend;
    this.#clock = clock;
    this.#since = clock.now();
  }

  get stats(): BackendStats {
    const [backend, requests] = [this.#backend, this.#requests];
    return { backend, requests, failures: this.#failures, throttles: this.#throttles };
  }

  get health(): BackendHealth {
    this.#calm();
    const failure = this.#lastFailure;
    return {
      backend: this.#backend,
      state: this.#state,
      since: this.#since,
      ...(this.#lastAnswerAt === undefined ? {} : { lastAnswerAt: this.#lastAnswerAt }),
      ...(failure === undefined ? {} : { lastFailureAt: failure.at, lastFailureCode: failure.code }),
    };
  }

  /** A request begins. */
  asked(): void {
    this.#requests += 1;
  }

  /** A request was answered. */
  answered(): void {
    const now = this.#clock.now();
    this.#lastAnswerAt = now;
    this.#failed = 0;
    this.#unreached = 0;
    if (this.#state === 'unreachable') this.#enter('degraded', now);
    else this.#calm();
  }

  /** A request failed. */
  failed(code: SecretsErrorCode): void {
    if (SAYS_NOTHING.has(code)) return;
    if (ANSWERS.has(code)) {
      this.answered();
      return;
    }
    const now = this.#clock.now();
    this.#failures += 1;
    if (code === 'THROTTLED') this.#throttles += 1;
    this.#failed += 1;
    this.#unreached = UNREACHED.has(code) ? this.#unreached + 1 : 0;
    this.#lastFailure = { at: now, code };
    const reachesNobody =
      this.#unreached >= UNREACHED_IN_A_ROW || (this.#unreached > 0 && this.#lastAnswerAt === undefined);
    this.#enter(reachesNobody ? 'unreachable' : 'degraded', now);
  }

  /** Trouble is over when the last request was answered and none has failed for a while. */
  #calm(): void {
    if (this.#lastFailure === undefined || this.#state === 'healthy' || this.#failed > 0) return;
    const calmAt = this.#lastFailure.at + CALM_MS;
    const now = this.#clock.now();
    // A failure from the future was before the clock was set back.
    if (now >= calmAt || now < this.#lastFailure.at) this.#enter('healthy', Math.min(now, calmAt));
  }

  #enter(state: HealthState, at: number): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#since = at;
  }
}
