import type { CacheAges, CacheOptions, SecretsBackend } from '@chatelaine/core';
import { assemble, SecretsError } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { durationFrom } from './duration-from.js';

/** How a config names the ages of what is kept. */
export const AGE_KEYS: readonly string[] = ['refreshAfter', 'fresh', 'hard', 'missing'];

/** Reads the ages among the keys of a mapping. @throws SecretsError `INVALID_CONFIG` */
export function agesFrom(field: ConfigField): Partial<CacheAges> {
  const ages = AGE_KEYS.map((key) => [`${key}Ms`, durationFrom(field.at(key), 0)] as const);
  return Object.fromEntries(ages.filter(([, ms]) => ms !== undefined));
}

/**
 * Refuses ages that are not in order, on their own or on top of those of the chain.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkOrder(field: ConfigField, ages: Partial<CacheAges>, ofChain: CacheOptions = {}): void {
  if (areInOrder({ ...ofChain, rules: [{ match: '*', ...ages }] })) return;
  throw field.problem(
    'has ages that are not in order.',
    'Order them: refreshAfter ≤ fresh ≤ hard. Where none is said, they are 4m, 5m and 1h.',
  );
}

/** Core alone knows what follows for the other ages from one that is given, so core is asked. */
function areInOrder(cache: CacheOptions): boolean {
  try {
    assemble({ backends: [NOBODY], cache });
    return true;
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_CONFIG')) return false;
    throw error;
  }
}

const NOBODY: SecretsBackend = { name: 'nobody', find: async () => undefined };
