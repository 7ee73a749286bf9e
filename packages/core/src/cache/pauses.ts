import type { SecretsError } from '../errors.js';
import type { CacheEntry } from './cache-entry.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Whether its backend failed a moment ago; a longer pause than there is means that the clock was set back. */
export function isPaused({ retryAt }: CacheEntry, now: number): boolean {
  return now < retryAt && retryAt - now <= LONGEST_PAUSE_MS;
}

/** After a failure that time may heal, has the backend asked again in a while: 1 s, doubling to 30 s. */
export function postpone(
  entry: CacheEntry,
  { code, retryAfterMs = LONGEST_PAUSE_MS }: SecretsError,
  { now, random }: { readonly now: number; readonly random: () => number },
): void {
  // A backend that is left alone says when it is asked again: then nobody waits longer, and only one read reaches it.
  const longest = code === 'UNAVAILABLE' ? Math.max(FIRST_PAUSE_MS, retryAfterMs) : LONGEST_PAUSE_MS;
  const pause = Math.min(LONGEST_PAUSE_MS, longest, FIRST_PAUSE_MS * 2 ** entry.failures);
  entry.failures += 1;
  entry.retryAt = now + pause * (0.5 + 0.5 * random());
}
