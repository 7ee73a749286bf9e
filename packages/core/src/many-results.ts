import { SecretsError } from './errors.js';
import { notFound } from './not-found.js';
import type { Answer } from './read-answer.js';
import type { Resolution } from './resolution.js';
import type { SecretRef } from './secret-ref.js';
import { formatSecretRef } from './secret-ref.js';

/** How the read of one of many references ended. */
export type ManyResult =
  | { readonly ref: SecretRef; readonly outcome: 'found'; readonly answer: Answer }
  | { readonly ref: SecretRef; readonly outcome: 'missing'; readonly error: SecretsError }
  | { readonly ref: SecretRef; readonly outcome: 'failed'; readonly error: SecretsError };

/** Turns the end of a read into the result of its reference. */
export function manyResult(ref: SecretRef, { answer, error, steps }: Resolution, hint?: string): ManyResult {
  if (error !== undefined) return { ref, outcome: 'failed', error };
  if (answer !== undefined) return { ref, outcome: 'found', answer };
  return { ref, outcome: 'missing', error: notFound(ref, steps, hint) };
}

/** One error for all that was not found, or `undefined` when everything was: a failure counts before what is missing. */
export function missingError(results: readonly ManyResult[]): SecretsError | undefined {
  const lost = results.filter((result) => result.outcome !== 'found');
  const [first] = [...lost.filter(({ outcome }) => outcome === 'failed'), ...lost];
  if (first === undefined) return undefined;
  if (lost.length === 1) return first.error;
  const list = lost.map(({ ref, error }) => `${formatSecretRef(ref)}: ${error.code}, ${error.message}`);
  return new SecretsError(
    first.error.code,
    `${lost.length} of ${results.length} secrets could not be read.\n${list.join('\n')}`,
    {
      ref: first.ref,
      backend: first.error.backend,
      cause: first.error,
    },
  );
}
