import type { SharedRead } from './cache/cache-entry.js';
import type { CacheState } from './cache/cache-state.js';
import { type Kept, resolutionOf } from './cache/kept.js';
import type { CacheOptions } from './cache/read-cache.js';
import { ReadCache } from './cache/read-cache.js';
import { newCounts } from './cache/read-counts.js';
import type { Recollection } from './cache/recollection.js';
import type { Snapshots } from './cache/snapshots.js';
import { ChainReads, secretsClosed } from './chain-reads.js';
import type { Clock } from './clock.js';
import { timeOf } from './coarse-clock.js';
import type { SecretsError } from './errors.js';
import type { SecretsHealth } from './health/backend-health.js';
import { healthOf } from './health/backend-health.js';
import { expiryDays } from './health/expiry-days.js';
import type { SecretsStats } from './health/secrets-stats.js';
import { hitChannel, publishHit } from './hit-channel.js';
import type { Answer } from './read-answer.js';
import { readInTurn, settled } from './read-in-turn.js';
import type { Refreshed, Resolution } from './resolution.js';
import type { ResolverChain } from './resolver-chain.js';
import type { SecretKind, SecretRef } from './secret-ref.js';
import { WatchedChanges } from './watch/watched-changes.js';

export interface ReadOptions {
  /** Ends this caller's wait with `ABORTED`; a read that others share goes on. */
  readonly signal?: AbortSignal;
  /** Bounds the whole call, in milliseconds. @default none beyond each backend's own deadline */
  readonly timeoutMs?: number;
  /** Whether what is kept is passed over, and a failure is not answered by it. @default false */
  readonly fresh?: boolean;
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
  readonly #asking: ChainReads;
  readonly #cache: ReadCache;
  readonly #keeps: boolean;
  readonly #recollection: Recollection | undefined;
  readonly #counts = newCounts();
  readonly #changes: WatchedChanges;
  readonly #listeners = new Map<() => void, SecretRef>();

  constructor({ chain, cache, clock, random, recollection }: ReadsParts) {
    this.#chain = chain;
    this.#clock = clock;
    this.#keeps = cache !== false;
    this.#recollection = recollection;
    this.now = timeOf(clock);
    this.#changes = new WatchedChanges({
      backends: chain.backends,
      clock,
      random,
      apply: (isChanged, atOnce) => this.#changed(isChanged, atOnce),
    });
    this.#asking = new ChainReads({ chain, clock, now: this.now, counts: this.#counts });
    this.#cache = new ReadCache(cache, {
      read: (read, signal) => this.#asking.one(read, signal),
      readMany: (reads) => this.#asking.many(reads),
      now: this.now,
      random,
      counts: this.#counts,
      recollection,
      onKept: ({ steps }) => this.#changes.kept(steps),
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
  get snapshot(): Snapshots {
    return this.#cache.snapshot;
  }

  /** What is kept, however old it is. */
  keptOf(ref: SecretRef): Kept | undefined {
    return this.#cache.keptOf(ref);
  }

  /** What is kept and still fresh, without saying that it was asked for. */
  youngOf(ref: SecretRef): Answer | undefined {
    return this.#young(this.#cache.keptOf(ref));
  }

  /** @throws SecretsError `CLOSED` */
  checkOpen(): void {
    this.#asking.checkOpen();
  }

  /** Asks the chain behind everybody's back, for a handle. @throws SecretsError `CLOSED` */
  async refresh(ref: SecretRef): Promise<Refreshed> {
    this.#asking.checkOpen();
    const resolution = await this.#cache.refresh(ref).promise;
    this.#asking.checkOpen();
    const kept = this.#cache.keptOf(ref);
    const answer = resolution.answer ?? (resolution.error === undefined ? undefined : this.#young(kept));
    return { answer, failed: (resolution.error ?? resolution.failure) !== undefined, kept };
  }

  /**
   * Asks the chain, together with all who ask for the same. Failures of backends are part of the result.
   *
   * @throws SecretsError `CLOSED`, or `ABORTED` and `TIMEOUT` of this call
   */
  async read(ref: SecretRef, options: ReadOptions): Promise<Resolution> {
    this.#asking.checkOpen();
    const shared = options.fresh === true ? this.#cache.readAnew(ref) : this.#cache.read(ref);
    return this.#read(shared, ref, options);
  }

  /**
   * The same for many: in one batch where a backend can, and one after the other where none does, as many at a time as the
   * backends bear. One result a reference, in their order; what is kept is part of it. A failure of one does not touch the
   * others.
   *
   * @throws SecretsError `CLOSED`
   */
  async readMany(refs: readonly SecretRef[], options: ReadOptions): Promise<readonly Resolution[]> {
    this.#asking.checkOpen();
    const isFresh = options.fresh === true;
    if (!this.#chain.batches)
      return readInTurn(refs, isFresh, {
        atATime: this.#chain.concurrency,
        kept: (ref) => resolutionOf(this.#cache.fresh(ref.kind, ref.id, ref)),
        read: (ref, bounds) => this.read(ref, bounds),
        within: (work) => this.#within(options, refs[0], work),
      });
    const kept = refs.map((ref) => (isFresh ? undefined : this.#cache.fresh(ref.kind, ref.id, ref)));
    const rest = refs.filter((_ref, index) => kept[index] === undefined);
    const shared = this.#cache.readMany(rest, isFresh).values();
    return Promise.all(
      refs.map(
        (ref, index) =>
          resolutionOf(kept[index]) ??
          settled(ref, this.#read(shared.next().value as SharedRead, ref, options)),
      ),
    );
  }

  /** Asks the chain for this caller alone and keeps nothing: an explanation. */
  async readLive(ref: SecretRef, { signal, timeoutMs }: ReadOptions): Promise<Resolution> {
    this.#asking.checkOpen();
    return this.#asking.live(ref, { ms: timeoutMs, signals: signal === undefined ? [] : [signal] });
  }

  /** Calls back when a backend tells that what it has under a reference may have changed; the result ends that. */
  onChange(ref: SecretRef, listener: () => void): () => void {
    this.#listeners.set(listener, ref);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  get stats(): SecretsStats {
    const backends = this.#chain.backends.map(({ traffic }) => traffic.stats);
    const throttles = backends.reduce((sum, backend) => sum + backend.throttles, 0);
    return { ...this.#counts, ...this.#cache.size, changes: this.#changes.told, throttles, backends };
  }

  get health(): SecretsHealth {
    return healthOf(this.#chain.backends, {
      days: expiryDays(this.#cache, this.#clock.now()),
      lastKnownGood: this.#recollection?.health,
    });
  }

  invalidate(ref: SecretRef): void {
    this.#cache.invalidate(ref);
  }

  stateOf(ref: SecretRef): CacheState | undefined {
    return this.#cache.stateOf(ref);
  }

  /** Ends every wait with `CLOSED`, forgets everything, closes the backends, and writes what outlives the process. */
  async close(): Promise<void> {
    this.#asking.close();
    this.#changes.close();
    this.#cache.clear(secretsClosed());
    await Promise.allSettled([this.#chain.close(), this.#recollection?.close()]);
  }

  /** The kept answer that is given in spite of a failure is one from memory. */
  #inSpite(ref: SecretRef, resolution: Resolution, { code }: SecretsError): Resolution {
    if (resolution.answer?.origin.stale === true) this.#counts.staleServed += 1;
    const kept = hitChannel.hasSubscribers ? this.#cache.keptOf(ref) : undefined;
    if (kept !== undefined) publishHit(ref, kept, this.now(), code);
    return resolution;
  }

  #young(kept: Kept | undefined): Answer | undefined {
    const now = this.now();
    return kept !== undefined && now >= kept.fetchedAt && now < kept.freshUntil ? kept.answer : undefined;
  }

  #changed(isChanged: (ref: SecretRef) => boolean, atOnce: number): void {
    this.#cache.changed(isChanged, atOnce);
    for (const [listener, ref] of [...this.#listeners]) if (isChanged(ref)) listener();
  }

  async #read(shared: SharedRead, ref: SecretRef, options: ReadOptions): Promise<Resolution> {
    shared.waiters += 1;
    this.#counts.misses += 1;
    try {
      const resolution = await this.#within(options, ref, () => shared.promise);
      const { error, failure, steps } = resolution;
      // Whatever its backends said last: they were closed meanwhile.
      if (error !== undefined) this.#asking.checkOpen();
      if (failure === undefined) return resolution;
      return options.fresh === true ? { error: failure, steps } : this.#inSpite(ref, resolution, failure);
    } finally {
      shared.waiters -= 1;
      if (!this.#keeps && shared.waiters === 0) shared.stop();
    }
  }

  /** Waits for work, and no longer than the caller wants to. */
  #within<T>(
    { signal, timeoutMs }: ReadOptions,
    ref: SecretRef | undefined,
    work: (inside?: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (signal === undefined && timeoutMs === undefined) return work();
    const bounds = { ms: timeoutMs, signals: signal === undefined ? [] : [signal] };
    return this.#asking.bounded(ref, bounds, work);
  }
}
