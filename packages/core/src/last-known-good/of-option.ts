import type { SafeCause } from '../errors.js';
import { SecretsError } from '../errors.js';

/** What is done for an option: the error of it says which one that is. */
export async function ofOption(option: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!SecretsError.is(error)) throw error;
    const cause = error.cause as SafeCause | SecretsError | undefined;
    throw new SecretsError(error.code, error.problem, { ...error, field: [option], cause });
  }
}
