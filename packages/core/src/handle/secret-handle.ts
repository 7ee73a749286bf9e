import { checkFunction } from '../check-parts.js';
import type { Clock } from '../clock.js';
import { CUSTOM_INSPECT } from '../custom-inspect.js';
import type { Answer } from '../read-answer.js';
import { isSame } from '../read-answer.js';
import type { Reads, Refreshed } from '../reads.js';
import type { SecretRef } from '../secret-ref.js';
import { formatSecretRef } from '../secret-ref.js';
import { ChangeStream } from './change-stream.js';
import { Refusals } from './refusals.js';
import type { UseOptions } from './use-options.js';
import { checkUse } from './use-options.js';

export interface HandleParts<T extends Answer> {
  readonly ref: SecretRef;
  readonly reads: Reads;
  readonly clock: Clock;
  /** Reads a value and waits for it. */
  readonly get: (options: { readonly fresh?: boolean; readonly version?: string }) => Promise<T>;
  /** Called with each new value, before anybody has it. */
  readonly handOut: (answer: Answer) => void;
  readonly onClose: () => void;
}

/** How often a value is asked for that is not kept, and a backend that failed at most, in milliseconds. */
const POLL_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
const SHORTEST_WAIT_MS = 10;

/**
 * One secret whose newest value is at hand without waiting, refreshed in the background for as long as the handle is open.
 * The timers of the background do not keep the process alive.
 */
export class SecretHandle<T extends Answer> {
  static {
    Object.defineProperty(SecretHandle.prototype, CUSTOM_INSPECT, { value: SecretHandle.prototype.toString });
  }

  readonly #parts: HandleParts<T>;
  readonly #changes = new ChangeStream<T>();
  readonly #refusals: Refusals<T>;
  #current: T | undefined;
  #previous: T | undefined;
  /** From then on what the cache keeps counts, in milliseconds since 1970. */
  #freshUntil = Number.POSITIVE_INFINITY;
  #failures = 0;
  #cancel: (() => void) | undefined;
  readonly #unlisten: () => void;
  #closed = false;

  /** @internal `secrets.handle` makes it. */
  constructor(parts: HandleParts<T>) {
    this.#parts = parts;
    this.#refusals = new Refusals({
      now: () => parts.clock.now(),
      current: () => this.current,
      readAnew: async () => this.#take(await parts.get({ fresh: true })),
    });
    this.#unlisten = parts.reads.onChange(parts.ref, () => void this.#refresh());
    const young = parts.reads.youngOf(parts.ref);
    if (young !== undefined) this.#take(young as T);
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

  /** Resolves to the value, and waits for the first one. @throws SecretsError as the `get` of its kind does */
  async ready(): Promise<T> {
    return this.current ?? this.#take(await this.#parts.get({}));
  }

  /** Calls back with each new value; the result ends that. */
  onChange(listener: (value: T) => void): () => void {
    checkFunction(listener, 'The listener of a handle');
    return this.#changes.listen(listener);
  }

  /**
   * Calls `fn` with the value. When that is refused, the secret is read anew, once for all who are refused, and `fn` is
   * called once more if that gave another version; else the refusal is thrown, and this version is not read again for
   * 30 s. So `fn` must be safe to repeat. Without `isRefused` no error is a refusal, and `fn` is called once.
   *
   * @throws what `fn` throws, SecretsError as `ready` does, or `INVALID_CONFIG` for options that are not known
   */
  async use<R>(fn: (value: T) => Promise<R> | R, options: UseOptions = {}): Promise<R> {
    checkUse(fn, options);
    const { isRefused, previous = false } = options;
    const value = await this.ready();
    const before = this.#previous;
    try {
      return await fn(value);
    } catch (refusal) {
      if (isRefused?.(refusal) !== true) throw refusal;
      const next =
        (await this.#refusals.instead(value)) ?? (previous ? await this.#stillServed(before) : undefined);
      if (next === undefined) throw refusal;
      return fn(next);
    }
  }

  toString(): string {
    return `[handle ${formatSecretRef(this.#parts.ref)}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Ends the refreshing and every iteration. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts.onClose();
    this.#unlisten();
    this.#cancel?.();
    this.#current = undefined;
    this.#previous = undefined;
    this.#changes.end();
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
    // Before anybody hears of a new value: who hears of it may throw, or close the handle.
    this.#cancel = this.#parts.clock.after(this.#waitMs(refreshed), () => void this.#refresh(), {
      background: true,
    });
    if (refreshed.answer === undefined) this.#current = undefined;
    else this.#take(refreshed.answer as T);
  }

  /** Whatever a refresh fails with, the next one comes. */
  async #refreshed(): Promise<Refreshed | undefined> {
    try {
      return await this.#parts.reads.refresh(this.#parts.ref);
    } catch (_failure) {
      return this.#closed ? undefined : { answer: undefined, failed: true, kept: undefined };
    }
  }

  #waitMs({ answer, kept }: Refreshed): number {
    const now = this.#parts.clock.now();
    if (this.#failures > 0) {
      const pause = Math.min(POLL_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
      const left = answer === undefined || kept === undefined ? pause : kept.hardUntil - now;
      return Math.max(SHORTEST_WAIT_MS, Math.min(pause, left));
    }
    if (kept === undefined) return POLL_MS;
    // When the clock was set back since, the time of the refresh is further away than it ever should be.
    const leftMs = Math.min(kept.refreshAt - now, kept.refreshAt - kept.fetchedAt);
    return Math.max(SHORTEST_WAIT_MS, leftMs);
  }

  #take(value: T): T {
    const before = this.#current;
    if (this.#closed) return value;
    this.#freshUntil = this.#parts.reads.keptOf(this.#parts.ref)?.freshUntil ?? Number.POSITIVE_INFINITY;
    if (before === value) return value;
    this.#current = value;
    const isNew = before === undefined || !isSame(before, value);
    if (!isNew) return value;
    this.#previous = before;
    this.#parts.handOut(value);
    this.#changes.push(value);
    return value;
  }

  /** The version before, read once more: it counts only while its store serves it and its time has not run out. */
  async #stillServed(before: T | undefined): Promise<T | undefined> {
    const version = before?.origin.version;
    if (version === undefined) return undefined;
    try {
      const value = await this.#parts.get({ version, fresh: true });
      const { expiresAt } = value.origin;
      return expiresAt === undefined || expiresAt.getTime() > this.#parts.clock.now() ? value : undefined;
    } catch (_notServed) {
      return undefined;
    }
  }
}
