import type { ChainStep } from '../chain-step.js';
import type { Answer } from '../read-answer.js';
import type { Resolution } from '../resolution.js';
import type { CacheAges } from './cache-ages.js';

/** What the cache keeps of a read: an answer, or that there was none, and until when it is of which use. */
export interface Kept {
  /** `undefined`: the reference was not found. */
  readonly answer: Answer | undefined;
  /** What each backend said, for the error of a reference that was not found. */
  readonly steps: readonly ChainStep[];
  /** The label of the backend that answered. */
  readonly backend: string | undefined;
  readonly fetchedAt: number;
  /** From then on it is asked for again behind the caller's back. */
  readonly refreshAt: number;
  /** From then on a read waits for the backend. */
  readonly freshUntil: number;
  /** From then on it is of no use. */
  readonly hardUntil: number;
  readonly bytes: number;
}

/** How long an answer counts that was reached by skipping a failure, in milliseconds. */
const SKIPPED_FAILURE_MS = 10_000;
/** The share of an age by which refreshes are spread, so that secrets of one age are not asked for at once. */
const SPREAD = 0.25;
/** What an entry costs beside its value, in bytes; measured on Node 24, rounded up. */
const OVERHEAD_BYTES = 1_000;

export interface KeptRead {
  readonly answer: Answer | undefined;
  readonly steps: readonly ChainStep[];
  readonly backend: string | undefined;
  readonly startedAt: number;
  readonly bytes: number;
  /** When a lease ends, in milliseconds since 1970. */
  readonly leaseEndsAt: number | undefined;
}

/** Whether it is served without asking for it again; after time went back, how old it is cannot be told. */
export function isYoung({ refreshAt, fetchedAt }: Kept, now: number): boolean {
  return now < refreshAt && now >= fetchedAt;
}

/** Gives what is kept of a read that ended without a failure. */
export function keep(read: KeptRead, ages: CacheAges, random: () => number): Kept {
  const { answer, steps, backend, startedAt, bytes, leaseEndsAt = Number.POSITIVE_INFINITY } = read;
  const hasSkipped = steps.some((step) => step.outcome === 'failed');
  const most = hasSkipped ? SKIPPED_FAILURE_MS : Number.POSITIVE_INFINITY;
  const until = (ms: number) => Math.min(startedAt + Math.min(ms, most), leaseEndsAt);
  const shared = { answer, steps, backend, fetchedAt: startedAt, bytes: bytes + OVERHEAD_BYTES };
  if (answer === undefined) {
    const end = until(ages.missingMs);
    return { ...shared, refreshAt: end, freshUntil: end, hardUntil: end };
  }
  const freshUntil = until(ages.freshMs);
  const isCutShort = freshUntil < startedAt + ages.freshMs;
  // What ends before its time is refreshed while it can still be served.
  const refreshAfterMs = Math.min(ages.refreshAfterMs, isCutShort ? freshUntil - startedAt : ages.freshMs);
  return {
    ...shared,
    refreshAt: Math.min(startedAt + refreshAfterMs * (1 - SPREAD * random()), freshUntil),
    freshUntil,
    hardUntil: until(ages.hardMs),
  };
}

/** Gives what is kept of a value that an earlier process left: stale from the start. */
export function keepRecalled(
  answer: Answer,
  { bytes, usableUntil }: { readonly bytes: number; readonly usableUntil: number },
): Kept {
  const { backend, fetchedAt } = answer.origin;
  return {
    answer,
    steps: [],
    backend,
    fetchedAt,
    refreshAt: fetchedAt,
    freshUntil: fetchedAt,
    hardUntil: usableUntil,
    bytes: bytes + OVERHEAD_BYTES,
  };
}

/** What is kept, as the end of a read. */
export function resolutionOf(kept: Kept | undefined): Resolution | undefined {
  if (kept === undefined) return undefined;
  return kept.answer === undefined ? { steps: kept.steps } : { answer: kept.answer, steps: kept.steps };
}
