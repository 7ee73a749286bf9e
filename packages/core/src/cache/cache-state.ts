import type { Kept } from './kept.js';

/** What the cache holds of a reference, for explanations and events: never a value. */
export interface CacheState {
  /** `fresh`: from memory. `aging`: from memory, and asked for again. `stale`: only while its backend cannot answer. `missing`: "not found". */
  readonly state: 'fresh' | 'aging' | 'missing' | 'stale';
  readonly backend?: string;
  /** In milliseconds. */
  readonly ageMs: number;
}

/** Says what is kept at a time, or nothing when it is of no use then. */
export function cacheStateOf(kept: Kept | undefined, now: number): CacheState | undefined {
  if (kept === undefined || now < kept.fetchedAt || now >= kept.hardUntil) return undefined;
  return {
    state: ageOf(kept, now),
    ...(kept.backend === undefined ? {} : { backend: kept.backend }),
    ageMs: now - kept.fetchedAt,
  };
}

function ageOf(kept: Kept, now: number): CacheState['state'] {
  if (kept.answer === undefined) return 'missing';
  if (now >= kept.freshUntil) return 'stale';
  return now >= kept.refreshAt ? 'aging' : 'fresh';
}
