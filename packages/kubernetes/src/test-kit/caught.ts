import { SecretsError } from '@chatelaine/core';

/** The `SecretsError` that some work fails with; anything else, or success, fails the test. */
export async function caught(work: Promise<unknown> | (() => unknown)): Promise<SecretsError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (SecretsError.is(error)) return error;
    throw error;
  }
  throw new Error('Expected it to fail, and it did not.');
}
