import type { CacheState } from './cache/cache-state.js';
import type { ChainStep } from './chain-step.js';
import type { Loss } from './connection/connection-fields.js';
import { Connection } from './connection.js';
import type { SecretsErrorCode } from './errors.js';
import type { Resolution } from './resolution.js';
import type { Origin } from './secret.js';
import type { SecretRef } from './secret-ref.js';

/** How the chain answers a reference, step by step: never a value. */
export interface Explanation {
  readonly ref: SecretRef;
  readonly outcome: 'found' | 'missing' | 'failed';
  /** Where the value came from, when it was found. */
  readonly origin?: Origin;
  /** The code and the message of the failure that the caller would get. */
  readonly code?: SecretsErrorCode;
  readonly message?: string;
  readonly steps: readonly ExplainedStep[];
  /** What the cache holds; absent when it holds nothing. */
  readonly cached?: CacheState;
  /** What reading the connection left out or changed. */
  readonly losses: readonly Loss[];
}

export interface ExplainedStep extends Omit<ChainStep, 'error'> {
  readonly code?: SecretsErrorCode;
  readonly message?: string;
}

/** Turns a finished read into its explanation. */
export function explanationOf(
  ref: SecretRef,
  { answer, error, steps }: Resolution,
  cached?: CacheState,
): Explanation {
  const outcome = error !== undefined ? 'failed' : answer !== undefined ? 'found' : 'missing';
  return {
    ref,
    outcome,
    ...(answer === undefined ? {} : { origin: answer.origin }),
    ...(error === undefined ? {} : { code: error.code, message: error.message }),
    steps: steps.map(explained),
    ...(cached === undefined ? {} : { cached }),
    losses: answer instanceof Connection ? answer.losses : [],
  };
}

function explained({ error, ...step }: ChainStep): ExplainedStep {
  return error === undefined ? step : { ...step, code: error.code, message: error.message };
}
