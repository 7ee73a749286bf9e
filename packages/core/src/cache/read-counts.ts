/** Counts what happened since the secrets were made. */
export interface ReadCounts {
  /** Calls that were answered from memory at once. */
  hits: number;
  /** Calls that waited for a read. */
  misses: number;
  /** Calls that got a value past its fresh age, at once or because their read failed. */
  staleServed: number;
  /** Reads that nobody waited for. */
  refreshes: number;
  /** Those of them that failed. */
  refreshFailures: number;
}

export const newCounts = (): ReadCounts => ({
  hits: 0,
  misses: 0,
  staleServed: 0,
  refreshes: 0,
  refreshFailures: 0,
});
