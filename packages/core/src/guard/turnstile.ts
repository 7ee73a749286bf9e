import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import type { Place } from './fair-queue.js';
import { FairQueue } from './fair-queue.js';
import type { GuardedCall } from './guarded-call.js';
import { NotBefore } from './not-before.js';
import type { Pace } from './pace.js';

export interface TurnstileOptions {
  /** How many calls may run at the same time. */
  readonly concurrency: number;
  /** How fast calls may start. @default as fast as they come */
  readonly pace?: Pace | undefined;
}

/** What a call that waited must have left to get its turn, in milliseconds: timers fire some milliseconds early and late. */
const LEAST_MS = 10;

interface Waiter {
  readonly call: GuardedCall;
  readonly enter: () => void;
  readonly refuse: (error: SecretsError) => void;
}

/**
 * Lets calls to a backend through one by one: so many at the same time, so many in a span of time, none before the time
 * that the store asked to wait for; in the order in which they came, those for whom nobody waits last.
 */
export class Turnstile {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #pace: Pace | undefined;
  readonly #notBefore: NotBefore;
  readonly #foreground = new FairQueue<Waiter>();
  readonly #background = new FairQueue<Waiter>();
  #running = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(backend: string, clock: Clock, { concurrency, pace }: TurnstileOptions) {
    this.#clock = clock;
    this.#concurrency = concurrency;
    this.#pace = pace;
    this.#notBefore = new NotBefore(backend, clock);
  }

  /**
   * Runs work when its turn comes, and learns the pace from how it fails.
   *
   * @throws SecretsError the store's own wish to be left alone, at once, when that lasts longer than the call may
   */
  async run<T>(call: GuardedCall, work: () => Promise<T>): Promise<T> {
    const refusal = this.#notBefore.refusal(call.endsAt);
    if (refusal !== undefined) throw refusal;
    if (this.#isEmpty() && this.#isFree()) this.#start();
    else await this.#turn(call);
    let inside = true;
    const leave = () => {
      if (inside) this.#running -= 1;
      inside = false;
      this.#admit();
    };
    // A backend that does not listen must not keep its place for ever.
    call.signal.addEventListener('abort', leave, { once: true });
    try {
      call.signal.throwIfAborted();
      return await work();
    } catch (error) {
      if (SecretsError.is(error)) this.#learn(error);
      throw error;
    } finally {
      call.signal.removeEventListener('abort', leave);
      leave();
    }
  }

  #isFree(): boolean {
    return this.#running < this.#concurrency && this.#freeAt() <= this.#clock.now();
  }

  #freeAt(): number {
    return Math.max(this.#notBefore.freeAt, this.#pace?.freeAt ?? Number.NEGATIVE_INFINITY);
  }

  #start(): void {
    this.#running += 1;
    this.#pace?.started();
  }

  #turn(call: GuardedCall): Promise<void> {
    const { signal } = call;
    const queue = call.background ? this.#background : this.#foreground;
    return new Promise((resolve, reject) => {
      let place: Place<Waiter> | undefined;
      const done = () => {
        signal.removeEventListener('abort', onAbort);
        place?.leave();
      };
      const enter = () => {
        done();
        resolve();
      };
      const refuse = (error: SecretsError) => {
        done();
        reject(error);
      };
      const onAbort = () => {
        refuse(signal.reason);
        this.#admit();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      place = queue.join({ call, enter, refuse });
      this.#admit();
    });
  }

  /** Lets in whoever may come, and sets the timer for the next one. */
  #admit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    while (!this.#isEmpty() && this.#isFree()) {
      const waiter = this.#foreground.next() ?? this.#background.next();
      // Its deadline ends it in a moment: the backend would be asked for an answer that nobody waits for.
      if (waiter === undefined || waiter.call.endsAt - this.#clock.now() < LEAST_MS) continue;
      this.#start();
      waiter.enter();
    }
    if (this.#isEmpty() || this.#running >= this.#concurrency) return;
    const waitMs = Math.max(1, Math.ceil(this.#freeAt() - this.#clock.now()));
    this.#cancelTimer = this.#clock.after(waitMs, () => {
      this.#cancelTimer = undefined;
      this.#admit();
    });
  }

  #isEmpty(): boolean {
    return this.#foreground.isEmpty && this.#background.isEmpty;
  }

  #learn(error: SecretsError): void {
    if (error.code === 'THROTTLED') this.#pace?.throttled();
    if (!this.#notBefore.note(error)) return;
    for (const queue of [this.#foreground, this.#background]) {
      for (const { item } of [...queue]) {
        const refusal = this.#notBefore.refusal(item.call.endsAt);
        if (refusal !== undefined) item.refuse(refusal);
      }
    }
  }
}
