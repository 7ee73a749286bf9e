import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import type { JsonObject } from '../json.js';

/** Checks that the work fails with `INVALID_VALUE`, and that nothing of the error holds the secret word. */
export function refused(work: () => unknown, secretWord = 'CANARY'): SecretsError {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  if (!SecretsError.is(thrown, 'INVALID_VALUE')) throw new Error('Expected INVALID_VALUE.');
  expect(JSON.stringify([thrown.message, thrown.stack, { ...thrown }])).to.not.include(secretWord);
  return thrown;
}

export const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

/** An extra in the name of a test. */
export const describeExtra = (extra: JsonObject): string =>
  JSON.stringify(extra).replaceAll(JSON.stringify(PEM), 'PEM').replaceAll('CANARY', '…');
