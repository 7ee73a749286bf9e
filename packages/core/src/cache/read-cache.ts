import type { SecretsError } from '../errors.js';
import { HEALING_CODES } from '../errors.js';
import type { Answer } from '../read-answer.js';
import { asStale } from '../read-answer.js';
import type { Resolution } from '../resolution.js';
import { Secret, wipe } from '../secret.js';
import type { SecretKind, SecretRef } from '../secret-ref.js';
import { parseSecretRef } from '../secret-ref.js';
import type { CacheAges, CacheRule } from './cache-ages.js';
import { DEFAULT_AGES, mergeAges, orderedAges, ruleFor } from './cache-ages.js';
import type { CacheEntry, SharedRead } from './cache-entry.js';
import { newEntry } from './cache-entry.js';
import type { Kept } from './kept.js';
import { keep, keepRecalled } from './kept.js';
import type { KeyParts } from './key-table.js';
import { KeyTable } from './key-table.js';
import type { Recollection } from './recollection.js';
import { refuses } from './refuses.js';
import type { RoomOptions } from './room.js';
import { Room } from './room.js';
import { TextTable } from './text-table.js';

/** How answers are kept. */
export interface CacheOptions extends Partial<CacheAges>, RoomOptions {
  /** Other ages for some references; the first rule that matches counts. */
  readonly rules?: readonly CacheRule[];
}

/** What the cache asks the chain for. */
export interface ChainRead {
  readonly signal: AbortSignal;
  /** Whether nobody waits for the answer. */
  readonly background: boolean;
  /** The backend of a value that can still be served: after a failure of it that time may heal no other is asked. */
  readonly keptFrom: string | undefined;
}

export interface ReadCacheParts {
  /** Asks the chain; it never rejects for a failure of a backend. */
  readonly read: (ref: SecretRef, options: ChainRead) => Promise<Resolution>;
  /** Asks the chain for many, one result a reference in their order, with `keptFrom` for each of them. */
  readonly readMany: (
    refs: readonly SecretRef[],
    keptFrom: readonly (string | undefined)[],
  ) => Promise<readonly Resolution[]>;
  readonly now: () => number;
  readonly random: () => number;
  /** What outlives the process. */
  readonly recollection?: Recollection | undefined;
}

/** What the cache holds of a reference, for explanations: never a value. */
export interface CacheState {
  readonly state: 'fresh' | 'aging' | 'missing' | 'stale';
  readonly backend?: string;
  /** In milliseconds. */
  readonly ageMs: number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Keeps answers: served from memory while fresh, refreshed behind the callers' backs before they age, and served past
 * that only while their backend cannot answer. One read runs for a reference at a time, whoever asks.
 */
export class ReadCache {
  readonly #parts: ReadCacheParts;
  readonly #now: () => number;
  /** Without it, reads are shared and nothing is kept. */
  readonly #keeps: boolean;
  readonly #ages: CacheAges;
  readonly #rules: readonly CacheRule[];
  readonly #table = new KeyTable<CacheEntry>();
  readonly #texts = new TextTable();
  readonly #room: Room;

  /** @throws SecretsError `INVALID_CONFIG` when ages are not in order */
  constructor(options: CacheOptions | false, parts: ReadCacheParts) {
    const { rules = [], maxEntries, maxBytes, ...ages } = options === false ? {} : options;
    this.#parts = parts;
    this.#now = parts.now;
    this.#keeps = options !== false;
    this.#rules = rules;
    this.#ages = mergeAges(DEFAULT_AGES, ages);
    for (const rule of rules) mergeAges(this.#ages, rule);
    this.#room = new Room((entry) => this.#forget(entry), {
      ...(maxEntries === undefined ? {} : { maxEntries }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  }

  /** What can be served now without waiting; from some age on it is asked for again, behind the caller's back. */
  fresh(kind: SecretKind, id: string, parts?: KeyParts): Kept | undefined {
    return this.#served(this.#table.get(kind, id, parts));
  }

  /** The same by the text form of a reference. @throws SecretsError `INVALID_REFERENCE` */
  freshByText(text: string): Kept | undefined {
    const known = this.#texts.get(text);
    if (known !== undefined) return this.#served(known);
    const ref = parseSecretRef(text);
    const entry = this.#table.get(ref.kind, ref.id, ref);
    if (entry !== undefined) this.#texts.set(text, entry);
    return this.#served(entry);
  }

  /** Reads through the chain, together with all who ask for the same at the same time. */
  read(ref: SecretRef): SharedRead {
    return this.#join(this.#entryOf(ref), false);
  }

  /** Reads through the chain behind everybody's back, or joins the read that is under way. */
  refresh(ref: SecretRef): SharedRead {
    return this.#join(this.#entryOf(ref), true);
  }

  /** What is kept, however old it is. */
  keptOf(ref: SecretRef): Kept | undefined {
    return this.#table.get(ref.kind, ref.id, ref)?.kept;
  }

  /** Reads what is not being read already in one batch; one shared read a reference, in their order. */
  readMany(refs: readonly SecretRef[]): readonly SharedRead[] {
    const entries = refs.map((ref) => this.#entryOf(ref));
    const idle = [...new Set(entries.filter((entry) => entry.running === undefined))];
    if (idle.length === 1 && idle[0] !== undefined) this.#start(idle[0], false);
    if (idle.length > 1) this.#startMany(idle);
    return entries.map((entry) => this.#join(entry, false));
  }

  /** Reads through the chain by a read that begins after this call, together with all who ask for that. */
  readAnew(ref: SecretRef): SharedRead {
    const entry = this.#entryOf(ref);
    return entry.running === undefined ? this.#start(entry, false) : this.#queue(entry, entry.running);
  }

  /** Forgets what is kept; a read that is under way is given to its waiters and not kept. */
  invalidate(ref: SecretRef): void {
    const entry = this.#table.get(ref.kind, ref.id, ref);
    if (entry === undefined) return;
    entry.generation += 1;
    entry.retryAt = 0;
    this.#drop(entry);
  }

  /** Forgets everything, and overwrites what is bytes. */
  clear(): void {
    this.#table.forEach((entry) => {
      entry.generation += 1;
      if (entry.kept?.answer instanceof Secret) wipe(entry.kept.answer);
      this.#drop(entry);
    });
  }

  /** What is kept of a reference, for explanations. */
  stateOf(ref: SecretRef): CacheState | undefined {
    const kept = this.#table.get(ref.kind, ref.id, ref)?.kept;
    const now = this.#now();
    if (kept === undefined || now < kept.fetchedAt || now >= kept.hardUntil) return undefined;
    return {
      state: stateOf(kept, now),
      ...(kept.backend === undefined ? {} : { backend: kept.backend }),
      ageMs: now - kept.fetchedAt,
    };
  }

  #served(entry: CacheEntry | undefined): Kept | undefined {
    const kept = entry?.kept;
    if (entry === undefined || kept === undefined) return undefined;
    const now = this.#now();
    if (now < kept.refreshAt && now >= kept.fetchedAt) {
      entry.used = true;
      return kept;
    }
    return this.#aged(entry, kept, now);
  }

  #aged(entry: CacheEntry, kept: Kept, now: number): Kept | undefined {
    // Time went back: how old the value is cannot be told.
    if (now < kept.fetchedAt) return undefined;
    if (now < kept.freshUntil) {
      entry.used = true;
      if (entry.running === undefined && !isPaused(entry, now)) void this.#start(entry, true);
      return kept;
    }
    // A backend that could not answer a moment ago is not asked for each caller.
    if (kept.answer === undefined || now >= kept.hardUntil || !isPaused(entry, now)) return undefined;
    entry.used = true;
    return this.#stale(entry, kept);
  }

  #join(entry: CacheEntry, background: boolean): SharedRead {
    const { running } = entry;
    if (running === undefined) return this.#start(entry, background);
    // A read that began before the last invalidation is no answer to whoever asks after it.
    return running.generation === entry.generation ? running : this.#queue(entry, running);
  }

  #queue(entry: CacheEntry, running: SharedRead): SharedRead {
    if (entry.queued !== undefined) return entry.queued;
    let read: SharedRead | undefined;
    const next = () => {
      entry.queued = undefined;
      read = entry.running ?? this.#start(entry, false);
      // All who queue are one waiter of the read: it goes on as long as one of them stays.
      if (queued.waiters > 0) read.waiters += 1;
      return read.promise;
    };
    const queued: SharedRead = {
      promise: running.promise.then(next, next),
      waiters: 0,
      stop: () => {
        if (read === undefined) return;
        read.waiters -= 1;
        if (read.waiters === 0) read.stop();
      },
    };
    entry.queued = queued;
    return queued;
  }

  #startMany(entries: readonly CacheEntry[]): void {
    const refs = entries.map(({ ref }) => ref);
    const keptFrom = entries.map((entry) => this.#usable(entry)?.backend);
    const batch = this.#parts.readMany(refs, keptFrom);
    for (const [index, entry] of entries.entries()) {
      this.#start(entry, false, async () => (await batch)[index] as Resolution);
    }
  }

  #start(
    entry: CacheEntry,
    background: boolean,
    read: ReadCacheParts['read'] = this.#parts.read,
  ): SharedRead {
    const { generation, ref } = entry;
    const startedAt = this.#now();
    const controller = new AbortController();
    let hasEnded = false;
    const end = () => {
      hasEnded = true;
      if (entry.running === shared) entry.running = undefined;
    };
    const conclude = (resolution: Resolution) => {
      end();
      const isLate = generation !== entry.generation;
      const concluded = isLate ? resolution : this.#conclude(entry, resolution, startedAt);
      this.#tidy(entry);
      return concluded;
    };
    const giveUp = (error: unknown) => {
      end();
      this.#tidy(entry);
      throw error;
    };
    const keptFrom = this.#usable(entry)?.backend;
    const promise = read(ref, { signal: controller.signal, background, keptFrom })
      .then((resolution) => this.#orRecalled(entry, generation, resolution))
      .then(conclude, giveUp);
    // Nobody waits for a refresh, and the waiters of a read may all have left.
    promise.catch(() => undefined);
    const shared: SharedRead = {
      promise,
      generation,
      waiters: 0,
      stop: () => {
        if (hasEnded) return;
        end();
        controller.abort();
      },
    };
    entry.running = shared;
    return shared;
  }

  /** Where a failure leaves nothing to serve, keeps what an earlier process left, or says why that is of no use. */
  #orRecalled(
    entry: CacheEntry,
    generation: number,
    resolution: Resolution,
  ): Resolution | Promise<Resolution> {
    const { recollection } = this.#parts;
    const { error } = resolution;
    if (recollection === undefined || error === undefined) return resolution;
    recollection.learn(entry.ref, resolution, false);
    if (!HEALING_CODES.has(error.code) || this.#usable(entry) !== undefined) return resolution;
    return this.#recalled(entry, generation, { ...resolution, error }, recollection);
  }

  async #recalled(
    entry: CacheEntry,
    generation: number,
    resolution: Resolution & { readonly error: SecretsError },
    recollection: Recollection,
  ): Promise<Resolution> {
    const { error, steps } = resolution;
    const recalled = await recollection.recall(entry.ref, steps);
    if ('problem' in recalled)
      return { ...resolution, error: error.with({ hint: sentences(error.hint, recalled.problem) }) };
    if (generation === entry.generation) this.#put(entry, keepRecalled(recalled.answer, recalled));
    return resolution;
  }

  #conclude(entry: CacheEntry, resolution: Resolution, startedAt: number): Resolution {
    const { error, steps } = resolution;
    if (error === undefined) {
      entry.failures = 0;
      entry.retryAt = 0;
      this.#keep(entry, resolution, startedAt);
      return resolution;
    }
    if (steps.some((step) => step.backend === entry.kept?.backend && refuses(step))) this.#drop(entry);
    if (HEALING_CODES.has(error.code)) {
      this.#postpone(entry);
      const kept = this.#usable(entry);
      if (kept?.answer === undefined) return resolution;
      const now = this.#now();
      const served = now < kept.freshUntil ? kept : this.#stale(entry, kept);
      return { answer: served.answer as Answer, failure: error, steps };
    }
    // What time does not heal ends the time in which a kept value is served without asking.
    entry.retryAt = 0;
    return resolution;
  }

  #keep(entry: CacheEntry, resolution: Resolution, startedAt: number): void {
    const { answer, steps, answeredBy, bytes = 0, leaseEndsAt } = resolution;
    const ages = this.#agesOf(entry.ref, resolution);
    this.#parts.recollection?.learn(entry.ref, resolution, ages !== undefined);
    if (ages === undefined) {
      this.#drop(entry);
      return;
    }
    const backend = answeredBy?.name;
    const read = { answer, steps, backend, startedAt, bytes, leaseEndsAt };
    this.#put(entry, keep(read, ages, this.#parts.random));
  }

  #put(entry: CacheEntry, kept: Kept): void {
    const before = entry.kept?.bytes ?? 0;
    entry.kept = kept;
    this.#room.resized(entry, kept.bytes - before);
  }

  /** `undefined`: not kept at all. A local answer costs nothing, and so is kept only where its backend is told to. */
  #agesOf(ref: SecretRef, { answeredBy, isLocal = false }: Resolution): CacheAges | undefined {
    const ofBackend = answeredBy?.cache ?? (isLocal ? false : {});
    return !this.#keeps || ofBackend === false
      ? undefined
      : orderedAges(this.#ages, ofBackend, ruleFor(this.#rules, ref) ?? {});
  }

  /** The value that may be served when its backend cannot answer. */
  #usable({ kept }: CacheEntry): Kept | undefined {
    const now = this.#now();
    return kept?.answer !== undefined && now >= kept.fetchedAt && now < kept.hardUntil ? kept : undefined;
  }

  /** Replaces a kept answer, once, by one whose origin says that it is stale. */
  #stale(entry: CacheEntry, kept: Kept): Kept {
    if (kept.answer === undefined || kept.answer.origin.stale) return kept;
    entry.kept = { ...kept, answer: asStale(kept.answer) };
    return entry.kept;
  }

  #postpone(entry: CacheEntry): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** entry.failures);
    entry.failures += 1;
    entry.retryAt = this.#now() + pause * (0.5 + 0.5 * this.#parts.random());
  }

  #drop(entry: CacheEntry): void {
    this.#room.removed(entry, entry.kept?.bytes ?? 0);
    this.#forget(entry);
  }

  #forget(entry: CacheEntry): void {
    entry.kept = undefined;
    this.#tidy(entry);
  }

  /** An entry that keeps nothing and waits for nothing goes, so that ids that are never found do not pile up. */
  #tidy(entry: CacheEntry): void {
    if (entry.kept === undefined && entry.running === undefined && entry.queued === undefined) {
      this.#table.delete(entry.ref);
    }
  }

  #entryOf(ref: SecretRef): CacheEntry {
    const known = this.#table.get(ref.kind, ref.id, ref);
    if (known !== undefined) return known;
    const entry = newEntry(ref);
    this.#table.set(ref, entry);
    return entry;
  }
}

/** Whether its backend failed a moment ago; a longer pause than there is means that the clock was set back. */
function isPaused({ retryAt }: CacheEntry, now: number): boolean {
  return now < retryAt && retryAt - now <= LONGEST_PAUSE_MS;
}

function stateOf(kept: Kept, now: number): CacheState['state'] {
  if (kept.answer === undefined) return 'missing';
  if (now >= kept.freshUntil) return 'stale';
  return now >= kept.refreshAt ? 'aging' : 'fresh';
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
