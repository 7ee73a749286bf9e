import type { Resolution } from '../resolution.js';
import type { CacheEntry, SharedRead } from './cache-entry.js';

/** How a read begins. */
export interface Beginning {
  readonly signal: AbortSignal;
  /** Whether nobody waits for the answer. */
  readonly background: boolean;
}

/** What is read, and what comes of it. */
export interface SharedReadsParts {
  readonly now: () => number;
  /** It never rejects for a failure of a backend. */
  readonly read: (entry: CacheEntry, beginning: Beginning) => Promise<Resolution>;
  /** One read an entry, in their order. */
  readonly readMany: (entries: readonly CacheEntry[]) => readonly Promise<Resolution>[];
  /** Helps a failure that leaves nothing to serve, before it is concluded. */
  readonly rescue: (
    entry: CacheEntry,
    resolution: Resolution,
    generation: number,
  ) => Resolution | Promise<Resolution>;
  /** Takes over how a read ended, unless the entry was invalidated since it began. */
  readonly conclude: (entry: CacheEntry, resolution: Resolution, startedAt: number) => Resolution;
  /** Called when a read has ended before a change that a store told of could show in it. */
  readonly outdated: (entry: CacheEntry) => void;
  /** Called when nothing runs for an entry any more. */
  readonly ended: (entry: CacheEntry) => void;
}

/** Lets one read run for an entry at a time, and one more wait for it, whoever asks. */
export class SharedReads {
  readonly #parts: SharedReadsParts;

  constructor(parts: SharedReadsParts) {
    this.#parts = parts;
  }

  /** The read that runs, or a new one; the next one when it began before what the caller may know of. */
  join(entry: CacheEntry, background: boolean): SharedRead {
    const { running } = entry;
    if (running === undefined) return this.start(entry, background);
    // A read that began before the last invalidation is no answer to whoever asks after it.
    const isCurrent = running.generation === entry.generation && running.changes === entry.changes;
    return isCurrent ? running : this.#queue(entry, running);
  }

  /** The read of many entries, in one batch where nothing runs; one shared read an entry, in their order. */
  joinMany(entries: readonly CacheEntry[], isAnew: boolean): readonly SharedRead[] {
    const running = new Set(entries.filter((entry) => entry.running !== undefined));
    const idle = [...new Set(entries)].filter((entry) => !running.has(entry));
    if (idle.length === 1 && idle[0] !== undefined) this.start(idle[0], false);
    if (idle.length > 1) this.#startMany(idle);
    return entries.map((entry) =>
      isAnew && running.has(entry) ? this.anew(entry) : this.join(entry, false),
    );
  }

  /** A read that begins after this call. */
  anew(entry: CacheEntry): SharedRead {
    return entry.running === undefined ? this.start(entry, false) : this.#queue(entry, entry.running);
  }

  start(entry: CacheEntry, background: boolean): SharedRead {
    const controller = new AbortController();
    const read = () => this.#parts.read(entry, { signal: controller.signal, background });
    return this.#begin(entry, read, () => controller.abort());
  }

  #begin(entry: CacheEntry, read: () => Promise<Resolution>, abort?: () => void): SharedRead {
    const { now, rescue, conclude, outdated, ended } = this.#parts;
    const { generation, changes } = entry;
    const startedAt = now();
    let hasEnded = false;
    const end = () => {
      hasEnded = true;
      if (entry.running === shared) entry.running = undefined;
    };
    const settle = (resolution: Resolution) => {
      end();
      const isLate = generation !== entry.generation;
      const concluded = isLate ? resolution : conclude(entry, resolution, startedAt);
      if (changes !== entry.changes) outdated(entry);
      ended(entry);
      return concluded;
    };
    const giveUp = (error: unknown) => {
      end();
      ended(entry);
      throw error;
    };
    const { promise, resolve, reject } = Promise.withResolvers<Resolution>();
    read()
      .then((resolution) => rescue(entry, resolution, generation))
      .then(settle, giveUp)
      .then(resolve, reject);
    // Nobody waits for a refresh, and the waiters of a read may all have left.
    promise.catch(() => undefined);
    const shared: SharedRead = {
      promise,
      generation,
      changes,
      waiters: 0,
      stop: () => {
        if (hasEnded) return;
        end();
        abort?.();
      },
      end: reject,
    };
    entry.running = shared;
    return shared;
  }

  /** They go on when nobody waits for them any more. */
  #startMany(entries: readonly CacheEntry[]): void {
    const reads = this.#parts.readMany(entries);
    for (const [index, entry] of entries.entries()) {
      this.#begin(entry, () => reads[index] as Promise<Resolution>);
    }
  }

  #queue(entry: CacheEntry, running: SharedRead): SharedRead {
    if (entry.queued !== undefined) return entry.queued;
    let read: SharedRead | undefined;
    const next = () => {
      entry.queued = undefined;
      read = entry.running ?? this.start(entry, queued.waiters === 0);
      // All who queue are one waiter of the read: it goes on as long as one of them stays.
      if (queued.waiters > 0) read.waiters += 1;
      return read.promise;
    };
    const promise = running.promise.then(next, next);
    promise.catch(() => undefined);
    const queued: SharedRead = {
      promise,
      waiters: 0,
      stop: () => {
        if (read === undefined) return;
        read.waiters -= 1;
        if (read.waiters === 0) read.stop();
      },
      // It has the end of the one that it waits for.
      end: (error) => (read ?? running).end(error),
    };
    entry.queued = queued;
    return queued;
  }
}
