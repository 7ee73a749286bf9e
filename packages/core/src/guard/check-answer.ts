import type { FindResult, FoundSecret } from '../backend.js';
import { SecretsError } from '../errors.js';
import { translateError } from './translate-error.js';

/**
 * Gives an answer of `find` back when it is one.
 *
 * @throws SecretsError `INTERNAL` when the backend broke its contract
 */
export function checkFound(answer: unknown, backend: string): FoundSecret | undefined {
  if (answer === undefined) return undefined;
  const found = answer as Partial<FoundSecret> | null;
  const hasValue = typeof found?.value === 'string' || found?.value instanceof Uint8Array;
  if (hasValue && typeof found?.name === 'string') return answer as FoundSecret;
  throw new SecretsError('INTERNAL', `${backend}: find answered with something that is no found secret.`, {
    backend,
    hint: 'A backend resolves to { value: string | Uint8Array, name: string }, or to undefined when it holds nothing there.',
  });
}

/**
 * Gives the results of `findMany` back, each checked by itself.
 *
 * @throws SecretsError `INTERNAL` when there are not as many results as references
 */
export function checkResults(answer: unknown, asked: number, backend: string): readonly FindResult[] {
  if (!Array.isArray(answer) || answer.length !== asked) {
    throw new SecretsError('INTERNAL', `${backend}: findMany did not answer each of ${asked} references.`, {
      backend,
      hint: 'A backend resolves to one result for each reference, in their order.',
    });
  }
  return answer.map((result: unknown) => checkResult(result, backend));
}

function checkResult(result: unknown, backend: string): FindResult {
  if (typeof result === 'object' && result !== null && 'error' in result)
    return { error: translateError(result.error, backend) };
  try {
    return { found: checkFound((result as { found?: unknown } | null)?.found, backend) };
  } catch (error) {
    return { error };
  }
}
