import { checkFunction } from '../check-parts.js';
import type { Clock } from '../clock.js';
import { Closing } from '../closing.js';
import { CUSTOM_INSPECT } from '../custom-inspect.js';
import { withDeadline } from '../deadline.js';
import { SecretsError } from '../errors.js';
import type { Answer } from '../read-answer.js';
import { isSame } from '../read-answer.js';
import type { Reads } from '../reads.js';
import type { Refreshed } from '../resolution.js';
import type { SecretRef } from '../secret-ref.js';
import { formatSecretRef } from '../secret-ref.js';
import { ChangeStream } from './change-stream.js';
import { refreshPause } from './refresh-pause.js';
import { Refusals } from './refusals.js';
import type { UseOptions } from './use-options.js';
import { checkUse } from './use-options.js';

/** How a handle reads for a caller. */
interface HandleRead {
  readonly fresh?: boolean;
  readonly version?: string;
}

export interface HandleParts<T extends Answer> {
  readonly ref: SecretRef;
  readonly reads: Reads;
  readonly clock: Clock;
  /** Reads a value, waits for it, and hands it out. */
  readonly get: (options: HandleRead & { readonly signal: AbortSignal }) => Promise<T>;
  /** Called with each new value of a refresh, before anybody has it. */
  readonly handOut: (answer: Answer) => void;
  readonly onClose: () => void;
}

/**
 * One secret whose newest value is at hand without waiting, refreshed in the background for as long as the handle is open: not
 * sooner than 1 s after the last refresh has ended, however short its ages are, or when a backend tells of a change. The
 * timers of the background do not keep the process alive.
 */
export class SecretHandle<T extends Answer> {
  static {
    Object.defineProperty(SecretHandle.prototype, CUSTOM_INSPECT, { value: SecretHandle.prototype.toString });
  }

  readonly #parts: HandleParts<T>;
  readonly #changes = new ChangeStream<T>();
  readonly #closing = new Closing();
  readonly #refusals: Refusals<T>;
  #current: T | undefined;
  #previous: T | undefined;
  /** From then on what the cache keeps counts, in milliseconds since 1970. */
  #freshUntil = Number.POSITIVE_INFINITY;
  #failures = 0;
  #cancel: (() => void) | undefined;
  readonly #unlisten: () => void;

  /** @internal `secrets.handle` makes it. */
  constructor(parts: HandleParts<T>) {
    this.#parts = parts;
    this.#refusals = new Refusals({
      now: () => parts.clock.now(),
      current: () => this.current,
      readAnew: async () => this.#take(await this.#read({ fresh: true })),
    });
    // First, because an observer of it may throw.
    const young = parts.reads.youngOf(parts.ref) as T | undefined;
    if (young !== undefined) this.#take(this.#shown(young));
    this.#unlisten = parts.reads.onChange(parts.ref, () => void this.#refresh());
    void this.#refresh();
  }

  /**
   * The newest value, or `undefined` while there is none: before the first answer, unless one is kept and fresh, after it was denied or deleted, and
   * past its hard age.
   */
  get current(): T | undefined {
    const now = this.#parts.reads.now();
    return this.#current === undefined || now < this.#freshUntil ? this.#current : this.#keptAt(now);
  }

  /** Each new value, from now on, until the handle is closed; one that nobody has taken yet gives way to a newer one. */
  get changes(): AsyncIterableIterator<T> {
    return this.#changes.iterate();
  }

  /** Resolves to the value, and waits for the first one. @throws SecretsError as the `get` of its kind does, or `CLOSED` */
  async ready(): Promise<T> {
    const value = this.current ?? this.#take(await this.#read({}));
    this.#checkOpen();
    return value;
  }

  /** Calls back with each new value; the result ends that. */
  onChange(listener: (value: T) => void): () => void {
    checkFunction(listener, 'The listener of a handle');
    return this.#changes.listen(listener);
  }

  /**
   * Calls `fn` with the value. When that is refused, the secret is read anew, once for all who are refused, and `fn` is
   * called once more if that gave another version; else the refusal is thrown, and this version is not read again for
   * 30 s. So `fn` must be safe to repeat. Without `isRefused` no error is a refusal, and `fn` is called once. A handle that
   * is closed meanwhile calls it no more, and the result or the error of the call that has begun stays what it is.
   *
   * @throws what `fn` throws, SecretsError as `ready` does, or `INVALID_CONFIG` for options that are not known
   */
  async use<R>(fn: (value: T) => Promise<R> | R, options: UseOptions = {}): Promise<R> {
    checkUse(fn, options);
    const { isRefused, previous = false } = options;
    const value = await this.ready();
    this.#checkOpen();
    const before = this.#previous;
    try {
      return await fn(value);
    } catch (refusal) {
      if (isRefused?.(refusal) !== true) throw refusal;
      const next =
        (await this.#refusals.instead(value)) ?? (previous ? await this.#stillServed(before) : undefined);
      if (next === undefined || this.#closed) throw refusal;
      return fn(next);
    }
  }

  toString(): string {
    return `[handle ${formatSecretRef(this.#parts.ref)}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Ends the refreshing and every iteration. Waits that are under way, and later calls, end with `CLOSED`. */
  close(): void {
    if (this.#closed) return;
    this.#closing.close();
    this.#parts.onClose();
    this.#unlisten();
    this.#cancel?.();
    this.#current = undefined;
    this.#previous = undefined;
    this.#changes.end();
  }

  get #closed(): boolean {
    return this.#closing.isClosed;
  }

  #checkOpen(): void {
    if (!this.#closed) return;
    const { reads, ref } = this.#parts;
    reads.checkOpen();
    throw new SecretsError('CLOSED', `The handle of ${formatSecretRef(ref)} was closed.`, {
      ref,
      hint: 'Make another one with secrets.handle, or close it later.',
    });
  }

  /** Reads for a caller, whose wait ends when the handle is closed. */
  async #read(options: HandleRead): Promise<T> {
    const bounds = { ms: undefined, closing: this.#closing, subject: `${this}` };
    try {
      return await withDeadline(bounds, (signal) => this.#parts.get({ ...options, signal }));
    } catch (error) {
      this.#checkOpen();
      throw error;
    }
  }

  /** Past its fresh age a value is no better than what others were told since: that it was refused, or is a newer one. */
  #keptAt(now: number): T | undefined {
    const { reads, ref, handOut } = this.#parts;
    // Until the next refresh, so that a clock that is set back does not bring the older one back.
    this.#freshUntil = Number.NEGATIVE_INFINITY;
    const kept = reads.keptOf(ref);
    if (kept?.answer === undefined || now >= kept.hardUntil) return undefined;
    if (kept.answer !== this.#current) handOut(kept.answer);
    return kept.answer as T;
  }

  async #refresh(): Promise<void> {
    const refreshed = await this.#refreshed();
    if (this.#closed || refreshed === undefined) return;
    this.#failures = refreshed.failed ? this.#failures + 1 : 0;
    // Another refresh may have ended while this one waited.
    this.#cancel?.();
    const { clock } = this.#parts;
    const pause = refreshPause(refreshed, this.#failures, clock.now());
    // Before a listener hears of a new value: it may throw, or close the handle.
    this.#cancel = clock.after(pause, () => void this.#refresh(), { background: true });
    if (refreshed.answer === undefined) this.#current = undefined;
    else this.#take(refreshed.answer as T);
  }

  /** Whatever a refresh fails with, the next one comes. What an observer fails on, nobody gets. */
  async #refreshed(): Promise<Refreshed | undefined> {
    try {
      const refreshed = await this.#parts.reads.refresh(this.#parts.ref);
      if (!this.#closed && refreshed.answer !== undefined) this.#shown(refreshed.answer as T);
      return refreshed;
    } catch (_failure) {
      return this.#closed ? undefined : { answer: this.#young(), failed: true, kept: undefined };
    }
  }

  /** The value while it is fresh; one that is not kept is as old as its refresh. */
  #young(): T | undefined {
    const isYoung =
      this.#freshUntil !== Number.POSITIVE_INFINITY && this.#parts.reads.now() < this.#freshUntil;
    return isYoung ? this.#current : undefined;
  }

  #isNew(value: T): boolean {
    return this.#current === undefined || !isSame(this.#current, value);
  }

  /** Hands out a value that nobody has asked for. */
  #shown(value: T): T {
    if (this.#isNew(value)) this.#parts.handOut(value);
    return value;
  }

  #take(value: T): T {
    const before = this.#current;
    if (this.#closed || before === value) return value;
    const isNew = this.#isNew(value);
    this.#freshUntil = this.#parts.reads.keptOf(this.#parts.ref)?.freshUntil ?? Number.POSITIVE_INFINITY;
    this.#current = value;
    if (!isNew) return value;
    this.#previous = before;
    this.#changes.push(value);
    return value;
  }

  /** The version before, read once more: it counts only while its store serves it and its time has not run out. */
  async #stillServed(before: T | undefined): Promise<T | undefined> {
    const version = before?.origin.version;
    if (version === undefined) return undefined;
    try {
      const value = await this.#read({ version, fresh: true });
      const { expiresAt } = value.origin;
      return expiresAt === undefined || expiresAt.getTime() > this.#parts.clock.now() ? value : undefined;
    } catch (_notServed) {
      return undefined;
    }
  }
}
