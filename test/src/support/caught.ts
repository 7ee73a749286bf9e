import { SecretsError } from '@chatelaine/core';

/** The `SecretsError` that some work fails with; anything else, or success, fails the test. */
export async function caught(work: Promise<unknown>): Promise<SecretsError> {
  try {
    await work;
  } catch (error) {
    if (SecretsError.is(error)) return error;
    throw error;
  }
  throw new Error('Expected it to fail, and it did not.');
}
