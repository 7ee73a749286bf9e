import { SecretsError } from '@chatelaine/core';

/** The `SecretsError` that some work ends with; anything else is a failure of the test. */
export async function caught(work: Promise<unknown> | (() => unknown)): Promise<SecretsError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (SecretsError.is(error)) return error;
    throw error;
  }
  throw new Error('expected a SecretsError');
}
