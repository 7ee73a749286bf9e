import { SecretsError } from '../errors.js';

/** An error about one key of the extra: what is wrong with it and what to do, and never its value. */
export const invalidExtra = (key: string, problem: string, hint: string): SecretsError =>
  new SecretsError('INVALID_VALUE', `The extra "${key}" of the connection ${problem}`, {
    hint,
    field: ['extra', key],
  });
