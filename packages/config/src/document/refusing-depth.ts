import { SecretsError } from '@chatelaine/core';

/** How deep keys and lists may stand within each other. */
export const MAX_DEPTH = 64;

/**
 * Does what follows nesting, and may run out of stack when there are thousands of levels.
 *
 * @throws SecretsError `INVALID_CONFIG` instead of the language's own RangeError
 */
export function refusingDepth<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw nestedTooDeeply(`${source}: `);
  }
}

/** @param place ends in ": " */
export function nestedTooDeeply(place: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${place}this is nested too deeply.`, {
    hint: 'Is it a config file?',
  });
}
