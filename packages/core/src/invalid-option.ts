import { SecretsError } from './errors.js';

/** The error of an option that is not what it must be. */
export function invalidOption(field: readonly string[], what: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `"${field.join('.')}" is ${what}.`, { field, hint });
}
