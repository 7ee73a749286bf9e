import type { Answer } from '../read-answer.js';
import type { SecretRef } from '../secret-ref.js';
import { parseSecretRef } from '../secret-ref.js';
import type { CacheEntry } from './cache-entry.js';
import type { EntryTable } from './entry-table.js';
import { hit } from './hit.js';
import { isYoung } from './kept.js';
import type { ReadCounts } from './read-counts.js';

export interface SnapshotParts {
  readonly entries: EntryTable;
  readonly now: () => number;
  readonly counts: ReadCounts;
  /** What can be served of an entry that is to be refreshed, or not to be served any more. */
  readonly aged: (entry: CacheEntry) => Answer | undefined;
}

/** Gives what is kept and can be served at once, by a reference or its text form. */
export type Snapshots = (ref: SecretRef | string) => Answer | undefined;

const MOST_TEXTS = 10_000;

/**
 * Makes the look-up that waits for nothing. All that it needs is in its closure: asked for through the objects that hold it,
 * it would take a third longer.
 */
export function snapshotsOf({ entries, now, counts, aged }: SnapshotParts): Snapshots {
  // To read a text each time would cost more than all the rest.
  const byText = new Map<string, CacheEntry>();
  const read = (text: string): CacheEntry | undefined => {
    const ref = parseSecretRef(text);
    const entry = entries.get(ref.kind, ref.id, ref);
    if (entry === undefined) return undefined;
    if (byText.size >= MOST_TEXTS) byText.clear();
    byText.set(text, entry);
    return entry;
  };
  return (ref) => {
    let entry: CacheEntry | undefined;
    if (typeof ref === 'string') {
      entry = byText.get(ref);
      // One that keeps nothing may have given way to another of its reference.
      if (entry?.kept === undefined) entry = read(ref);
    } else {
      entry = entries.get(ref.kind, ref.id, ref);
    }
    const kept = entry?.kept;
    if (entry === undefined || kept === undefined) return undefined;
    const time = now();
    if (!isYoung(kept, time)) return aged(entry);
    hit(counts, entry, kept, time);
    return kept.answer;
  };
}
