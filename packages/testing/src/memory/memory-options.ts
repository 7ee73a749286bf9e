import type { Clock, SecretValue } from '@chatelaine/core';
import type { MemoryContents } from './memory-contents.js';

/** Options of `memory`. */
export interface MemoryOptions {
  /** The backend's label. @default 'memory' */
  readonly name?: string;
  /** What is there at the start, by the text form of its reference: `{ 'variable/hello': 'world' }`. @default nothing */
  readonly secrets?: Readonly<Record<string, SecretValue>>;
  /** Contents that are shared with other backends. @default contents of its own */
  readonly contents?: MemoryContents;
  /** When versions are created, for contents of its own. @default the system's clock */
  readonly clock?: Clock;
  /** Whether answers are never kept by a cache, so that a test sees every change at once. @default true */
  readonly local?: boolean;
}
