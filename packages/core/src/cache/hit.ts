import { hitChannel, publishHit } from '../hit-channel.js';
import type { CacheEntry } from './cache-entry.js';
import type { Kept } from './kept.js';
import type { ReadCounts } from './read-counts.js';

/** Notes that a caller was answered from memory, and tells who listens. */
export function hit(counts: ReadCounts, entry: CacheEntry, kept: Kept, now: number): void {
  entry.used = true;
  counts.hits += 1;
  if (hitChannel.hasSubscribers) publishHit(entry.ref, kept, now);
}
