import type { SecretsErrorOptions } from '../errors.js';
import { SecretsError } from '../errors.js';

/** The error for an option that cannot work: `prod: option "endpoint" is no URL.` The problem quotes no value. */
export function invalidOption(
  option: string,
  problem: string,
  hint: string,
  backend: string,
  cause?: SecretsErrorOptions['cause'],
): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${backend}: option "${option}" ${problem}.`, {
    backend,
    field: [option],
    hint,
    cause,
  });
}
