import type { SharedRead } from './cache/cache-entry.js';
import type { Kept } from './cache/kept.js';
import type { CacheOptions, CacheState, ChainRead } from './cache/read-cache.js';
import { ReadCache } from './cache/read-cache.js';
import type { Recollection } from './cache/recollection.js';
import { checkTimeout } from './check-parts.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { coarseClock } from './coarse-clock.js';
import { withDeadline } from './deadline.js';
import { SecretsError } from './errors.js';
import { traced, tracedMany } from './find-channel.js';
import type { Answer } from './read-answer.js';
import type { Resolution } from './resolution.js';
import type { ResolverChain } from './resolver-chain.js';
import type { SecretKind, SecretRef } from './secret-ref.js';

export interface ReadOptions {
  /** Ends this caller's wait with `ABORTED`; a read that others share goes on. */
  readonly signal?: AbortSignal;
  /** Bounds the whole call, in milliseconds. @default none beyond each backend's own deadline */
  readonly timeoutMs?: number;
  /** Whether what is kept is passed over, and a failure is not answered by it. @default false */
  readonly fresh?: boolean;
}

/** What a refresh came to. */
export interface Refreshed {
  /** What can be served now. */
  readonly answer: Answer | undefined;
  readonly failed: boolean;
  readonly kept: Kept | undefined;
}

export interface ReadsParts {
  readonly chain: ResolverChain;
  /** `false`: reads are shared and nothing is kept. */
  readonly cache: CacheOptions | false;
  readonly clock: Clock;
  readonly random: () => number;
  /** What outlives the process. */
  readonly recollection?: Recollection | undefined;
}

/** Reads references for callers: from what is kept, or by one read of the chain that all who ask for the same share. */
export class Reads {
  /** The time by which kept answers age, in milliseconds since 1970. */
  readonly now: () => number;
  readonly #chain: ResolverChain;
  readonly #clock: Clock;
  readonly #cache: ReadCache;
  readonly #keeps: boolean;
  readonly #recollection: Recollection | undefined;
  readonly #closing = new AbortController();

  constructor({ chain, cache, clock, random, recollection }: ReadsParts) {
    this.#chain = chain;
    this.#clock = clock;
    this.#keeps = cache !== false;
    this.#recollection = recollection;
    this.now = timeOf(clock);
    this.#cache = new ReadCache(cache, {
      read: (ref, options) => this.#throughChain(ref, options),
      readMany: (refs, keptFrom) => this.#manyThroughChain(refs, keptFrom),
      now: this.now,
      random,
      recollection,
    });
  }

  /** What is kept and can be served at once. */
  kept(
    kind: SecretKind,
    id: string,
    options?: { version?: string; team?: string; fresh?: boolean },
  ): Kept | undefined {
    return options?.fresh === true ? undefined : this.#cache.fresh(kind, id, options);
  }

  /** The kept answer, without waiting. */
  snapshot(ref: SecretRef | string): Answer | undefined {
    if (typeof ref === 'string') return this.#cache.freshByText(ref)?.answer;
    return this.#cache.fresh(ref.kind, ref.id, ref)?.answer;
  }

  /** What is kept, however old it is. */
  keptOf(ref: SecretRef): Kept | undefined {
    return this.#cache.keptOf(ref);
  }

  /** Asks the chain behind everybody's back, for a handle. @throws SecretsError `CLOSED` */
  async refresh(ref: SecretRef): Promise<Refreshed> {
    if (this.#closing.signal.aborted) throw closed();
    const resolution = await this.#cache.refresh(ref).promise;
    if (this.#closing.signal.aborted) throw closed();
    const kept = this.#cache.keptOf(ref);
    const answer = resolution.answer ?? (resolution.error === undefined ? undefined : this.snapshot(ref));
    return { answer, failed: (resolution.error ?? resolution.failure) !== undefined, kept };
  }

  /**
   * Asks the chain, together with all who ask for the same. Failures of backends are part of the result.
   *
   * @throws SecretsError `CLOSED`, or `ABORTED` and `TIMEOUT` of this call
   */
  async read(ref: SecretRef, options: ReadOptions): Promise<Resolution> {
    if (this.#closing.signal.aborted) throw closed();
    checkTimeout(options.timeoutMs);
    const shared = options.fresh === true ? this.#cache.readAnew(ref) : this.#cache.read(ref);
    const resolution = await this.#wait(shared, ref, options);
    if (resolution.error !== undefined && this.#closing.signal.aborted) throw closed();
    if (options.fresh !== true || resolution.failure === undefined) return resolution;
    return { error: resolution.failure, steps: resolution.steps };
  }

  /**
   * The same for many, in one batch where a backend can: one result a reference, in their order; what is kept is part of
   * it. A failure of one does not touch the others.
   *
   * @throws SecretsError `CLOSED`
   */
  async readMany(refs: readonly SecretRef[], options: ReadOptions): Promise<readonly Resolution[]> {
    if (this.#closing.signal.aborted) throw closed();
    checkTimeout(options.timeoutMs);
    if (options.fresh === true)
      return Promise.all(refs.map((ref) => this.#settled(ref, this.read(ref, options))));
    const kept = refs.map((ref) => this.#cache.fresh(ref.kind, ref.id, ref));
    const shared = this.#cache.readMany(refs.filter((_ref, index) => kept[index] === undefined)).values();
    return Promise.all(
      refs.map(
        (ref, index) =>
          resolutionOf(kept[index]) ??
          this.#settled(ref, this.#wait(shared.next().value as SharedRead, ref, options)),
      ),
    );
  }

  /** Asks the chain for this caller alone and keeps nothing: an explanation. */
  async readLive(ref: SecretRef, { signal, timeoutMs }: ReadOptions): Promise<Resolution> {
    if (this.#closing.signal.aborted) throw closed();
    checkTimeout(timeoutMs);
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    return this.#bounded(ref, { ms: timeoutMs, signals }, (inside) =>
      this.#chain.resolve(ref, { signal: inside }),
    );
  }

  invalidate(ref: SecretRef): void {
    this.#cache.invalidate(ref);
  }

  stateOf(ref: SecretRef): CacheState | undefined {
    return this.#cache.stateOf(ref);
  }

  /** Ends every wait with `CLOSED`, forgets everything, closes the backends, and writes what outlives the process. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cache.clear();
    await Promise.allSettled([this.#chain.close(), this.#recollection?.close()]);
  }

  #throughChain(ref: SecretRef, { signal, ...options }: ChainRead): Promise<Resolution> {
    const call = { ms: undefined, signals: [signal, this.#closing.signal] };
    return traced(ref, () =>
      this.#bounded(ref, call, (inside) => this.#chain.resolve(ref, { ...options, signal: inside })),
    );
  }

  #manyThroughChain(
    refs: readonly SecretRef[],
    keptFrom: readonly (string | undefined)[],
  ): Promise<readonly Resolution[]> {
    const call = { ms: undefined, signals: [this.#closing.signal] };
    const [first] = refs as [SecretRef];
    return tracedMany(refs, () =>
      this.#bounded(first, call, (inside) => this.#chain.resolveMany(refs, { keptFrom, signal: inside })),
    );
  }

  /** A wait that ended early, as the result of its reference. */
  async #settled(ref: SecretRef, reading: Promise<Resolution>): Promise<Resolution> {
    try {
      return await reading;
    } catch (error) {
      if (!SecretsError.is(error) || SecretsError.is(error, 'CLOSED')) throw error;
      return { error: error.with({ ref }), steps: [] };
    }
  }

  async #wait(shared: SharedRead, ref: SecretRef, { signal, timeoutMs }: ReadOptions): Promise<Resolution> {
    shared.waiters += 1;
    try {
      if (signal === undefined && timeoutMs === undefined) return await shared.promise;
      return await this.#bounded(
        ref,
        { ms: timeoutMs, signals: signal === undefined ? [] : [signal] },
        () => shared.promise,
      );
    } finally {
      shared.waiters -= 1;
      if (!this.#keeps && shared.waiters === 0) shared.stop();
    }
  }

  async #bounded<T>(
    ref: SecretRef,
    bounds: { readonly ms: number | undefined; readonly signals: readonly AbortSignal[] },
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      return await withDeadline(
        { ...bounds, subject: 'The call', option: 'timeoutMs', clock: this.#clock },
        work,
      );
    } catch (error) {
      if (this.#closing.signal.aborted) throw closed();
      throw SecretsError.is(error) && error.ref === undefined ? error.with({ ref }) : error;
    }
  }
}

/** A clock of the caller's own is exact. */
function timeOf(clock: Clock): () => number {
  const now = () => clock.now();
  return clock === systemClock ? coarseClock(now) : now;
}

function resolutionOf(kept: Kept | undefined): Resolution | undefined {
  if (kept === undefined) return undefined;
  return kept.answer === undefined ? { steps: kept.steps } : { answer: kept.answer, steps: kept.steps };
}

function closed(): SecretsError {
  return new SecretsError('CLOSED', 'These secrets were closed.', {
    hint: 'Create new ones, or close later.',
  });
}
