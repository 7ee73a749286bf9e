import type { SecretsError } from '../errors.js';
import { HEALING_CODES } from '../errors.js';
import type { Answer } from '../read-answer.js';
import type { Resolution } from '../resolution.js';
import type { SecretRef } from '../secret-ref.js';
import type { AgeRules, CacheAges } from './cache-ages.js';
import { asStaleKept, type CacheEntry, usable } from './cache-entry.js';
import type { EntryTable } from './entry-table.js';
import { keep, keepRecalled } from './kept.js';
import { postpone } from './pauses.js';
import type { Recollection } from './recollection.js';
import { refuses } from './refuses.js';

export interface ConclusionParts {
  readonly entries: EntryTable;
  /** Absent: nothing is kept. */
  readonly ages: AgeRules | undefined;
  readonly now: () => number;
  readonly random: () => number;
  /** What outlives the process. */
  readonly recollection: Recollection | undefined;
  /** Called when something is kept, with the read that it came from. */
  readonly onKept: ((resolution: Resolution) => void) | undefined;
}

/** Takes over how reads end: what is kept of them, what is dropped, and what is served in spite of a failure. */
export class Conclusions {
  readonly #parts: ConclusionParts;

  constructor(parts: ConclusionParts) {
    this.#parts = parts;
  }

  /** Where a failure leaves nothing to serve, keeps what an earlier process left, or says why that is of no use. */
  rescue(entry: CacheEntry, resolution: Resolution, generation: number): Resolution | Promise<Resolution> {
    const { recollection, now } = this.#parts;
    const { error } = resolution;
    if (recollection === undefined || error === undefined) return resolution;
    recollection.learn(entry.ref, resolution, false);
    if (!HEALING_CODES.has(error.code) || usable(entry, now()) !== undefined) return resolution;
    return this.#recalled(entry, generation, { ...resolution, error }, recollection);
  }

  conclude(entry: CacheEntry, resolution: Resolution, startedAt: number): Resolution {
    const { entries, now, random } = this.#parts;
    const { error, steps } = resolution;
    if (error === undefined) {
      entry.failures = 0;
      entry.retryAt = 0;
      this.#keep(entry, resolution, startedAt);
      return resolution;
    }
    if (steps.some((step) => step.backend === entry.kept?.backend && refuses(step))) entries.drop(entry);
    if (HEALING_CODES.has(error.code)) {
      const time = now();
      postpone(entry, error, { now: time, random });
      const kept = usable(entry, time);
      if (kept?.answer === undefined) return resolution;
      const served = time < kept.freshUntil ? kept : asStaleKept(entry, kept);
      return { answer: served.answer as Answer, failure: error, steps };
    }
    // What time does not heal ends the time in which a kept value is served without asking.
    entry.retryAt = 0;
    return resolution;
  }

  /** A value that has changed where it came from is asked for again when it is next served; "not found" is forgotten. */
  outdate(entry: CacheEntry): void {
    const { kept } = entry;
    if (kept === undefined) return;
    if (kept.answer === undefined) this.#parts.entries.drop(entry);
    else entry.kept = { ...kept, refreshAt: kept.fetchedAt };
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
    if (generation === entry.generation)
      this.#parts.entries.put(entry, keepRecalled(recalled.answer, recalled));
    return resolution;
  }

  #keep(entry: CacheEntry, resolution: Resolution, startedAt: number): void {
    const { entries, recollection, random, onKept } = this.#parts;
    const { answer, steps, answeredBy, bytes = 0, leaseEndsAt } = resolution;
    const ages = this.#agesOf(entry.ref, resolution);
    recollection?.learn(entry.ref, resolution, ages !== undefined);
    if (ages === undefined) {
      entries.drop(entry);
      return;
    }
    const backend = answeredBy?.name;
    entries.put(entry, keep({ answer, steps, backend, startedAt, bytes, leaseEndsAt }, ages, random));
    onKept?.(resolution);
  }

  /** `undefined`: not kept at all. A local answer costs nothing, and so is kept only where its backend is told to. */
  #agesOf(ref: SecretRef, { answeredBy, isLocal = false }: Resolution): CacheAges | undefined {
    const ofBackend = answeredBy?.cache ?? (isLocal ? false : {});
    return ofBackend === false ? undefined : this.#parts.ages?.agesOf(ref, ofBackend);
  }
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
