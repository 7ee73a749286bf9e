import type { SecretsError } from '../errors.js';
import { asStale } from '../read-answer.js';
import type { Resolution } from '../resolution.js';
import type { SecretRef } from '../secret-ref.js';
import { detachedRef } from '../secret-ref.js';
import type { Kept } from './kept.js';

/** One read that all who ask for the same reference share. */
export interface SharedRead {
  readonly promise: Promise<Resolution>;
  /** How many invalidations came before it; absent while it has not begun. */
  readonly generation?: number;
  /** How many changes in a store were told before it; absent while it has not begun. */
  readonly changes?: number;
  /** How many callers wait for it. */
  waiters: number;
  /** Ends it, when nobody waits and its answer would not be kept. */
  stop(): void;
  /** Answers all who wait with an error, whatever becomes of it. */
  end(error: SecretsError): void;
}

/** Everything about one reference: what is kept, the read that runs, and the one that waits for it. */
export interface CacheEntry {
  readonly ref: SecretRef;
  kept: Kept | undefined;
  running: SharedRead | undefined;
  /** A read that begins when the running one ends, for callers who want an answer that begins after their call. */
  queued: SharedRead | undefined;
  /** Counts invalidations: an answer whose read began before the last one is not kept. */
  generation: number;
  /** Counts changes that a store told of: an answer whose read began before the last one is read anew. */
  changes: number;
  /** Failed reads in a row. */
  failures: number;
  /** Until then a backend that could not answer is not asked again, as long as there is a value to serve. */
  retryAt: number;
  /** Whether it was asked for since room was last made. */
  used: boolean;
}

export const newEntry = (ref: SecretRef): CacheEntry => ({
  ref: detachedRef(ref),
  kept: undefined,
  running: undefined,
  queued: undefined,
  generation: 0,
  changes: 0,
  failures: 0,
  retryAt: 0,
  used: true,
});

/** The value that may be served when its backend cannot answer. */
export function usable({ kept }: CacheEntry, now: number): Kept | undefined {
  return kept?.answer !== undefined && now >= kept.fetchedAt && now < kept.hardUntil ? kept : undefined;
}

/** Replaces a kept answer, once, by one whose origin says that it is stale. */
export function asStaleKept(entry: CacheEntry, kept: Kept): Kept {
  if (kept.answer === undefined || kept.answer.origin.stale) return kept;
  entry.kept = { ...kept, answer: asStale(kept.answer) };
  return entry.kept;
}
