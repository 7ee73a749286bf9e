import type { FindResult, FoundSecret } from '../backend.js';
import { SecretsError } from '../errors.js';
import { translateError } from './translate-error.js';

/**
 * Takes over what the contract names of an answer of `find`, each part read once.
 *
 * @throws SecretsError `INTERNAL` when the backend broke its contract
 */
export function checkFound(answer: unknown, backend: string): FoundSecret | undefined {
  if (answer === undefined) return undefined;
  const { value, name, version, createdAt, expiresAt, contentType } = (answer ?? {}) as Partial<FoundSecret>;
  if (!isValue(value) || typeof name !== 'string')
    throw broken(
      backend,
      'find answered with something that is no found secret',
      'A backend resolves to { value: string | Uint8Array, name: string }, or to undefined when it holds nothing there.',
    );
  if (![version, contentType].every(isTextOrNone) || ![createdAt, expiresAt].every(isDateOrNone))
    throw broken(
      backend,
      'find answered with something that is no description of a found secret',
      'version and contentType are texts, createdAt and expiresAt are valid dates, each left out when the store does not say it.',
    );
  return {
    value,
    name,
    ...(version == null ? {} : { version }),
    ...(createdAt == null ? {} : { createdAt }),
    ...(expiresAt == null ? {} : { expiresAt }),
    ...(contentType == null ? {} : { contentType }),
  };
}

const isValue = (value: unknown): value is string | Uint8Array =>
  typeof value === 'string' || value instanceof Uint8Array;

/** Where a store says nothing, some backends say null. */
const isTextOrNone = (part: unknown): boolean => part == null || typeof part === 'string';

const isDateOrNone = (part: unknown): boolean =>
  part == null || (part instanceof Date && !Number.isNaN(part.getTime()));

/**
 * Gives the results of `findMany` back, each checked by itself.
 *
 * @throws SecretsError `INTERNAL` when there are not as many results as references
 */
export function checkResults(answer: unknown, asked: number, backend: string): readonly FindResult[] {
  if (!Array.isArray(answer) || answer.length !== asked)
    throw broken(
      backend,
      `findMany did not answer each of ${asked} references`,
      'A backend resolves to one result for each reference, in their order.',
    );
  // Unlike map, it sees the holes.
  return Array.from(answer, (result: unknown) => checkResult(result, backend));
}

function checkResult(result: unknown, backend: string): FindResult {
  try {
    if (typeof result === 'object' && result !== null) {
      if ('error' in result) return { error: translateError(result.error, backend) };
      if ('found' in result) return { found: checkFound(result.found, backend) };
    }
  } catch (error) {
    return { error: translateError(error, backend) };
  }
  return {
    error: broken(
      backend,
      'findMany answered with something that is no result',
      'Each result is { found }, undefined in it when nothing is held there, or { error }.',
    ),
  };
}

function broken(backend: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INTERNAL', `${backend}: ${problem}.`, { backend, hint });
}
