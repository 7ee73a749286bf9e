import type { SecretsError } from '../errors.js';
import type { Resolution } from '../resolution.js';
import { Secret, wipe } from '../secret.js';
import type { SecretKind, SecretRef } from '../secret-ref.js';
import type { CacheAges, CacheRule } from './cache-ages.js';
import { AgeRules } from './cache-ages.js';
import { asStaleKept, type CacheEntry, type SharedRead, usable } from './cache-entry.js';
import type { CacheState } from './cache-state.js';
import { cacheStateOf } from './cache-state.js';
import { Conclusions } from './conclusions.js';
import { EntryTable } from './entry-table.js';
import { hit } from './hit.js';
import type { Kept } from './kept.js';
import { isYoung } from './kept.js';
import type { KeyParts } from './key-table.js';
import { isPaused } from './pauses.js';
import type { ReadCounts } from './read-counts.js';
import type { Recollection } from './recollection.js';
import type { RoomOptions } from './room.js';
import { SharedReads } from './shared-reads.js';
import { type Snapshots, snapshotsOf } from './snapshots.js';

/** How answers are kept. */
export interface CacheOptions extends Partial<CacheAges>, RoomOptions {
  /** Other ages for some references; the first rule that matches counts. */
  readonly rules?: readonly CacheRule[];
}

/** What the cache asks the chain for. */
export interface ChainRead {
  readonly ref: SecretRef;
  /** The backend of a value that can still be served: after a failure of it that time may heal no other is asked. */
  readonly keptFrom: string | undefined;
  /** What is kept, however old it is. */
  readonly kept: Kept | undefined;
  /** 1, and one more for each read before it in a row that time may heal. */
  readonly attempt: number;
  /** Whether nobody waits for the answer. */
  readonly background: boolean;
}

export interface ReadCacheParts {
  /** Asks the chain; it never rejects for a failure of a backend. */
  readonly read: (read: ChainRead, signal: AbortSignal) => Promise<Resolution>;
  /** Asks the chain for many, one read a reference in their order. */
  readonly readMany: (reads: readonly ChainRead[]) => readonly Promise<Resolution>[];
  readonly now: () => number;
  readonly random: () => number;
  readonly counts: ReadCounts;
  /** What outlives the process. */
  readonly recollection?: Recollection | undefined;
  /** Called when something is kept, with the read that it came from. */
  readonly onKept?: ((resolution: Resolution) => void) | undefined;
}

/**
 * Keeps answers: served from memory while fresh, refreshed behind the callers' backs before they age, and served past
 * that only while their backend cannot answer.
 */
export class ReadCache {
  /** What is kept and can be served at once, of a reference or its text form. @throws SecretsError `INVALID_REFERENCE` */
  readonly snapshot: Snapshots;
  readonly #now: () => number;
  readonly #counts: ReadCounts;
  readonly #entries: EntryTable;
  readonly #conclusions: Conclusions;
  readonly #reads: SharedReads;

  /** @throws SecretsError `INVALID_CONFIG` when ages are not in order */
  constructor(options: CacheOptions | false, parts: ReadCacheParts) {
    const { rules = [], maxEntries, maxBytes, ...ages } = options === false ? {} : options;
    this.#now = parts.now;
    this.#counts = parts.counts;
    const ageRules = new AgeRules(ages, rules);
    this.#entries = new EntryTable({
      ...(maxEntries === undefined ? {} : { maxEntries }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    const conclusions = new Conclusions({
      entries: this.#entries,
      ages: options === false ? undefined : ageRules,
      now: parts.now,
      random: parts.random,
      recollection: parts.recollection,
      onKept: parts.onKept,
    });
    this.#conclusions = conclusions;
    this.snapshot = snapshotsOf({
      entries: this.#entries,
      now: parts.now,
      counts: parts.counts,
      aged: (entry) => this.#served(entry)?.answer,
    });
    this.#reads = new SharedReads({
      now: parts.now,
      read: (entry, { signal, background }) => parts.read(this.#chainRead(entry, background), signal),
      readMany: (entries) => parts.readMany(entries.map((entry) => this.#chainRead(entry, false))),
      rescue: (entry, resolution, generation) => conclusions.rescue(entry, resolution, generation),
      conclude: (entry, resolution, startedAt) => conclusions.conclude(entry, resolution, startedAt),
      outdated: (entry) => conclusions.outdate(entry),
      ended: (entry) => this.#entries.tidy(entry),
    });
  }

  /** How many references are kept, "not found" included, and their size in bytes. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#entries.size;
  }

  /** What can be served now without waiting; from some age on it is asked for again, behind the caller's back. */
  fresh(kind: SecretKind, id: string, parts?: KeyParts): Kept | undefined {
    return this.#served(this.#entries.get(kind, id, parts));
  }

  /** Reads through the chain, together with all who ask for the same at the same time. */
  read(ref: SecretRef): SharedRead {
    return this.#reads.join(this.#entries.entryOf(ref), false);
  }

  /** Reads through the chain behind everybody's back, or joins the read that is under way. */
  refresh(ref: SecretRef): SharedRead {
    return this.#reads.join(this.#entries.entryOf(ref), true);
  }

  /**
   * Reads what is not being read already in one batch; one shared read a reference, in their order. Anew: what is being read
   * is read again.
   */
  readMany(refs: readonly SecretRef[], isAnew: boolean): readonly SharedRead[] {
    return this.#reads.joinMany(
      refs.map((ref) => this.#entries.entryOf(ref)),
      isAnew,
    );
  }

  /** Reads through the chain by a read that begins after this call, together with all who ask for that. */
  readAnew(ref: SecretRef): SharedRead {
    return this.#reads.anew(this.#entries.entryOf(ref));
  }

  /** What is kept, however old it is. */
  keptOf(ref: SecretRef): Kept | undefined {
    return this.#entries.get(ref.kind, ref.id, ref)?.kept;
  }

  /** What is kept of all references, however old it is. */
  forEachKept(call: (kept: Kept, ref: SecretRef) => void): void {
    this.#entries.forEach(({ kept, ref }) => {
      if (kept !== undefined) call(kept, ref);
    });
  }

  /** Forgets what is kept; a read that is under way is given to its waiters and not kept. */
  invalidate(ref: SecretRef): void {
    const entry = this.#entries.get(ref.kind, ref.id, ref);
    if (entry === undefined) return;
    entry.generation += 1;
    entry.retryAt = 0;
    this.#entries.drop(entry);
  }

  /**
   * Takes over that references have changed where they are kept: each is served as before, and asked for again when it is
   * next asked for; some of them, at most so many, at once.
   */
  changed(isChanged: (ref: SecretRef) => boolean, atOnce: number): void {
    let left = atOnce;
    this.#entries.forEach((entry) => {
      if (!isChanged(entry.ref)) return;
      entry.changes += 1;
      const isAsked = entry.kept?.answer !== undefined || entry.running !== undefined;
      this.#conclusions.outdate(entry);
      if (!isAsked || left <= 0) return;
      left -= 1;
      this.#reads.join(entry, true);
    });
  }

  /** Forgets everything, overwrites what is bytes, and answers whoever waits for a read with an error. */
  clear(error: SecretsError): void {
    this.#entries.forEach((entry) => {
      entry.generation += 1;
      entry.running?.end(error);
      if (entry.kept?.answer instanceof Secret) wipe(entry.kept.answer);
      this.#entries.drop(entry);
    });
  }

  /** What is kept of a reference, for explanations. */
  stateOf(ref: SecretRef): CacheState | undefined {
    return cacheStateOf(this.keptOf(ref), this.#now());
  }

  #served(entry: CacheEntry | undefined): Kept | undefined {
    const kept = entry?.kept;
    if (entry === undefined || kept === undefined) return undefined;
    const now = this.#now();
    const served = isYoung(kept, now) ? kept : this.#aged(entry, kept, now);
    if (served !== undefined) hit(this.#counts, entry, served, now);
    return served;
  }

  #aged(entry: CacheEntry, kept: Kept, now: number): Kept | undefined {
    // Time went back: how old the value is cannot be told.
    if (now < kept.fetchedAt) return undefined;
    if (now < kept.freshUntil) {
      if (entry.running === undefined && !isPaused(entry, now)) void this.#reads.start(entry, true);
      return kept;
    }
    // A backend that could not answer a moment ago is not asked for each caller.
    if (kept.answer === undefined || now >= kept.hardUntil || !isPaused(entry, now)) return undefined;
    this.#counts.staleServed += 1;
    return asStaleKept(entry, kept);
  }

  #chainRead(entry: CacheEntry, background: boolean): ChainRead {
    const { ref, kept, failures } = entry;
    const keptFrom = usable(entry, this.#now())?.backend;
    return { ref, keptFrom, kept, attempt: failures + 1, background };
  }
}
