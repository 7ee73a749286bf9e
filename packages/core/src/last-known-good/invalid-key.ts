import { SecretsError } from '../errors.js';

/** The error of a key that is none: it says how to make one, and nothing of what was given. */
export function invalidKey(problem: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', problem, {
    hint: 'A key is 32 random bytes: make one with "openssl rand -base64 32".',
  });
}
