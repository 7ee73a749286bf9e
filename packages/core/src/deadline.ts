import type { Clock } from './clock.js';
import { LONGEST_TIMER_MS, systemClock } from './clock.js';
import type { Closing, Waiting } from './closing.js';
import { SecretsError } from './errors.js';

export interface DeadlineOptions {
  /** How long to wait, in milliseconds; `undefined`: as long as it takes. */
  readonly ms: number | undefined;
  /** Each of them ends the wait with `ABORTED`. */
  readonly signals?: readonly AbortSignal[];
  /** Ends the wait with `CLOSED`. */
  readonly closing?: Closing;
  /** The subject of the message when time runs out, for example "prod-vault". */
  readonly subject: string;
  /** What gives more time, for the message. @default 'timeout' */
  readonly option?: string;
  readonly clock?: Clock;
}

/**
 * Runs work that is told by a signal when to stop, and stops waiting for it then whether it listens or not: the only
 * place that makes a deadline. The timer keeps the process alive while somebody waits, and is cleared when they do not.
 *
 * @throws SecretsError `TIMEOUT` when the time is over, `ABORTED` when the caller's signal says so, or
 * `CLOSED` when its owner closes
 */
export function withDeadline<T>(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signals, closing, subject } = options;
  if (closing?.isClosed === true) return Promise.reject(closed(subject));
  if (signals?.some(({ aborted }) => aborted) === true) return Promise.reject(aborted(subject));
  return new Promise((resolve, reject) => new Wait(options, resolve, reject).begin(work));
}

/** One wait for work. Every read makes some, so that it listens itself, without a function for each who may end it. */
class Wait<T> implements Waiting {
  place = -1;
  readonly #options: DeadlineOptions;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;
  readonly #controller = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #isOver = false;

  constructor(options: DeadlineOptions, resolve: (value: T) => void, reject: (error: unknown) => void) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(work: (signal: AbortSignal) => Promise<T>): void {
    const { ms, signals = [], closing, subject, option = 'timeout', clock = systemClock } = this.#options;
    closing?.add(this);
    for (const signal of signals) signal.addEventListener('abort', this);
    if (ms !== undefined) {
      const timeUp = () => this.#stop(timedOut(subject, ms, option));
      this.#cancelTimer = clock.after(Math.min(ms, LONGEST_TIMER_MS), timeUp);
      // A clock may call back at once.
      if (this.#isOver) this.#cancelTimer();
    }
    this.#settle(work);
  }

  /** What a signal calls. */
  handleEvent(): void {
    this.#stop(aborted(this.#options.subject));
  }

  close(): void {
    this.#stop(closed(this.#options.subject));
  }

  async #settle(work: (signal: AbortSignal) => Promise<T>): Promise<void> {
    try {
      const value = await work(this.#controller.signal);
      this.#end();
      this.#resolve(value);
    } catch (error) {
      this.#end();
      this.#reject(error);
    }
  }

  #stop(error: SecretsError): void {
    this.#end();
    this.#reject(error);
    this.#controller.abort(error);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { signals = [], closing } = this.#options;
    this.#cancelTimer?.();
    closing?.delete(this);
    for (const signal of signals) signal.removeEventListener('abort', this);
  }
}

function timedOut(subject: string, ms: number, option: string): SecretsError {
  return new SecretsError('TIMEOUT', `${subject}: no answer within ${ms} ms.`, {
    hint: `Check that it can be reached from here, or give it more time with "${option}".`,
  });
}

function aborted(subject: string): SecretsError {
  return new SecretsError('ABORTED', `${subject}: the caller ended the wait.`);
}

function closed(subject: string): SecretsError {
  return new SecretsError('CLOSED', `${subject}: was closed.`);
}
