import type { CacheAges, CacheOptions } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { AGE_KEYS, agesFrom, checkOrder } from './ages-from.js';
import { rulesFrom } from './cache-rules-from.js';

const CHAIN_KEYS = [...AGE_KEYS, 'maxEntries', 'rules'];

/** Reads how answers of the chain are kept, when it is said. @throws SecretsError `INVALID_CONFIG` */
export function cacheFrom(field: ConfigField): CacheOptions | false | undefined {
  if (isUnsaid(field)) return undefined;
  if (field.value === false) return false;
  field.checkKeys(CHAIN_KEYS, 'cache');
  const ages = agesFrom(field);
  checkOrder(field, ages);
  const maxEntries = maxEntriesFrom(field.at('maxEntries'));
  const rules = rulesFrom(field.at('rules'), ages);
  return {
    ...ages,
    ...(maxEntries === undefined ? {} : { maxEntries }),
    ...(rules === undefined ? {} : { rules }),
  };
}

/** Reads how answers of one backend are kept, when it is said. @throws SecretsError `INVALID_CONFIG` */
export function backendCacheFrom(field: ConfigField): Partial<CacheAges> | false | undefined {
  if (isUnsaid(field)) return undefined;
  if (field.value === false) return false;
  field.checkKeys(
    AGE_KEYS,
    "a backend's cache",
    (key) => (CHAIN_KEYS.includes(key) ? 'It belongs under the "cache" of the whole chain.' : undefined),
    CHAIN_KEYS,
  );
  return agesFrom(field);
}

/** Refuses ages of a backend that do not go with those of its chain. @throws SecretsError `INVALID_CONFIG` */
export function checkBackendCache(field: ConfigField, ofChain: CacheOptions | false | undefined): void {
  if (field.isMapping) checkOrder(field, agesFrom(field), ofChain === false ? undefined : ofChain);
}

function isUnsaid(field: ConfigField): boolean {
  if (field.value === undefined) return true;
  if (field.value === false || field.isMapping) return false;
  throw field.problem(
    'is neither false nor a mapping.',
    `Write false, or any of these below it: ${AGE_KEYS.join(', ')}.`,
  );
}

function maxEntriesFrom(field: ConfigField): number | undefined {
  if (field.value === undefined) return undefined;
  if (typeof field.value === 'number' && Number.isSafeInteger(field.value) && field.value >= 1)
    return field.value;
  throw field.problem('is not a number of entries.', 'Write a whole number of at least 1.');
}
