import type { ReadCounts } from '../cache/read-counts.js';
import type { BackendStats } from './traffic.js';

/** What secrets did since they were made, in numbers. */
export interface SecretsStats extends Readonly<ReadCounts> {
  /** How many references are kept now, "not found" included. */
  readonly entries: number;
  /** The size of what is kept now, in bytes, with what an entry costs beside its value. */
  readonly bytes: number;
  /** Changes that backends told of by themselves. */
  readonly changes: number;
  /** Requests that a store throttled, of all backends. */
  readonly throttles: number;
  /** In the order of the chain. */
  readonly backends: readonly BackendStats[];
}
