import type { FindOptions, FindResult } from '../backend.js';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import type { SecretRef } from '../secret-ref.js';
import { checkResults } from './check-answer.js';
import type { DenialMemory } from './denial-memory.js';
import type { Guard } from './guard.js';

export interface ManyReader {
  readonly backend: string;
  readonly guard: Guard;
  readonly denials: DenialMemory | undefined;
  readonly findMany: (refs: readonly SecretRef[], options: FindOptions) => Promise<readonly FindResult[]>;
}

/** Asks for many references at once, but not for those that were denied a moment ago; tries again when none got an answer. */
export async function readMany(
  refs: readonly SecretRef[],
  options: FindOptions,
  { backend, guard, denials, findMany }: ManyReader,
): Promise<readonly FindResult[]> {
  const denied = refs.map((ref) => denials?.recall(ref));
  const open = refs.filter((_ref, index) => denied[index] === undefined);
  if (open.length === 0) return denied.map((error) => ({ error }));
  const ask = async (inside: FindOptions) => {
    const results = checkResults(await findMany(open, inside), open.length, backend);
    throwIfNoneWasAnswered(results);
    return results;
  };
  const answers = await guard.read(options, ask, failureOfAll);
  open.forEach((ref, index) => {
    const answer = answers[index] as FindResult;
    denials?.note(ref, 'error' in answer ? answer.error : undefined);
  });
  const answered = answers[Symbol.iterator]();
  return denied.map((error) => (error === undefined ? (answered.next().value as FindResult) : { error }));
}

/** A failure of all that time may heal is one of the call. */
function throwIfNoneWasAnswered(results: readonly FindResult[]): void {
  const [first] = results;
  const isHealing = (result: FindResult) =>
    'error' in result && SecretsError.is(result.error) && result.error.retryable;
  if (first !== undefined && 'error' in first && results.every(isHealing)) throw first.error;
}

/** A batch in which nothing was answered failed as a whole. */
function failureOfAll(results: readonly FindResult[]): SecretsErrorCode | undefined {
  const codes = results.map((result) =>
    'error' in result && SecretsError.is(result.error) ? result.error.code : undefined,
  );
  return codes.includes(undefined) ? undefined : codes[0];
}
