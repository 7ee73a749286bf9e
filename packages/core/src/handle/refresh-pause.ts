import type { Refreshed } from '../resolution.js';

/** How often a value is asked for that is not kept, and a backend that failed at most, in milliseconds. */
const POLL_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
/** However short its ages are, a value is not asked for sooner. */
const SHORTEST_PAUSE_MS = 1_000;

/** How long a handle waits from the end of one refresh to the next one, in milliseconds. */
export function refreshPause(refreshed: Refreshed, failures: number, now: number): number {
  return Math.max(SHORTEST_PAUSE_MS, wished(refreshed, failures, now));
}

function wished({ answer, kept }: Refreshed, failures: number, now: number): number {
  if (failures > 0) {
    const pause = Math.min(POLL_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    return answer === undefined || kept === undefined ? pause : Math.min(pause, kept.hardUntil - now);
  }
  if (kept === undefined) return POLL_MS;
  // When the clock was set back since, the time of the refresh is further away than it ever should be.
  return Math.min(kept.refreshAt - now, kept.refreshAt - kept.fetchedAt);
}
