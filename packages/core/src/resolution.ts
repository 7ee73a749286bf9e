import type { FindOptions } from './backend.js';
import type { Kept } from './cache/kept.js';
import type { ChainStep } from './chain-step.js';
import type { SecretsError } from './errors.js';
import type { GuardedBackend } from './guarded.js';
import type { Answer } from './read-answer.js';

/** How a read through the chain ended, and what each backend said on the way. */
export interface Resolution extends Partial<FoundAnswer> {
  /** The first failure, when no backend answered. */
  readonly error?: SecretsError;
  /** The failure in spite of which a kept answer is served. */
  readonly failure?: SecretsError;
  readonly steps: readonly ChainStep[];
}

/** An answer, and what decides how long it may be kept. */
export interface FoundAnswer {
  readonly answer: Answer;
  readonly answeredBy: GuardedBackend;
  /** Whether nothing but backends of this machine had to be asked. */
  readonly isLocal: boolean;
  /** The size of the value. */
  readonly bytes: number;
  /** When the value's lease ends, in milliseconds since 1970. */
  readonly leaseEndsAt: number;
}

export interface ResolveManyOptions extends Partial<FindOptions> {
  /** For each reference the backend of a value that is kept. */
  readonly keptFrom?: readonly (string | undefined)[];
}

export interface ResolveOptions extends Partial<FindOptions> {
  /** The backend of a value that is kept: after a failure of it that time may heal, no other backend is asked. */
  readonly keptFrom?: string | undefined;
}

/** What a refresh came to. */
export interface Refreshed {
  /** What can be served now. */
  readonly answer: Answer | undefined;
  readonly failed: boolean;
  readonly kept: Kept | undefined;
}
