import { SecretsError } from '@chatelaine/core';
import type { SecretsApi } from './secrets-api.js';

/** What a change of a Secret is made with. */
export interface ChangeOptions {
  readonly api: SecretsApi;
  readonly backend: string;
  readonly signal: AbortSignal;
}

/** How often a change by somebody else may get in between. */
export const ATTEMPTS = 4;

/** Somebody else was faster each time. */
export function overtaken(backend: string, subject: string): SecretsError {
  return new SecretsError('UNAVAILABLE', `${backend}: ${subject} met changes by somebody else each time.`, {
    backend,
    hint: 'Try again.',
  });
}
