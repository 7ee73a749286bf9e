import { checkKeys } from '../check-keys.js';
import { checkFunction } from '../check-parts.js';
import { SecretsError } from '../errors.js';

export interface UseOptions {
  /** Whether an error of `fn` says that the value was refused: a wrong password, an expired key. @default no error does */
  readonly isRefused?: (error: unknown) => boolean;
  /** Whether the version before is tried when the newest is refused, as long as its store still serves it. @default false */
  readonly previous?: boolean;
}

/** The compiler sees to it that none is left out. */
const KNOWN: Readonly<Record<keyof UseOptions, true>> = { isRefused: true, previous: true };

/** Refuses what is no use of a value, for callers whom no type checker stops. @throws SecretsError `INVALID_CONFIG` */
export function checkUse(fn: unknown, options: UseOptions): void {
  checkFunction(fn, 'What is to be called with the value');
  if (typeof options !== 'object' || options === null)
    throw refused('The options of use are no object.', 'Pass { isRefused: (error) => … }.');
  checkKeys(options, KNOWN, 'the options of use');
  if (options.isRefused !== undefined) checkFunction(options.isRefused, '"isRefused"');
  else if (options.previous === true)
    throw refused('"previous" counts only after a refusal.', 'Say with "isRefused" which error is one.');
}

function refused(problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', problem, { hint });
}
