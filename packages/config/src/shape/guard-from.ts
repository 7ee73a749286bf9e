import type { GuardOptions } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { durationFrom } from './duration-from.js';

/** How a backend is asked: what `guarded` takes beside its deadline, its policy and its ages. */
export type GuardSettings = Pick<GuardOptions, 'concurrency' | 'retry' | 'pace' | 'breaker'>;

/** The keys of a backend that say how it is asked. */
export const GUARD_KEYS: readonly (keyof GuardSettings)[] = ['concurrency', 'retry', 'pace', 'breaker'];

/** Reads how a backend is asked, where it is said. @throws SecretsError `INVALID_CONFIG` */
export function guardFrom(backend: ConfigField): GuardSettings {
  const concurrency = countFrom(backend.at('concurrency'));
  const retry = switchFrom(backend.at('retry'), ['attempts'], (field) => ({
    attempts: neededCount(field.at('attempts')),
  }));
  const pace = switchFrom(backend.at('pace'), ['requests', 'per'], (field) => ({
    requests: neededCount(field.at('requests')),
    perMs: neededDuration(field.at('per')),
  }));
  const breaker = switchFrom(backend.at('breaker'), ['failures'], (field) => ({
    failures: neededCount(field.at('failures')),
  }));
  return {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retry === undefined ? {} : { retry }),
    ...(pace === undefined ? {} : { pace }),
    ...(breaker === undefined ? {} : { breaker }),
  };
}

/** `false`, or a mapping with just these keys. */
function switchFrom<T>(
  field: ConfigField,
  keys: readonly string[],
  read: (field: ConfigField) => T,
): T | false | undefined {
  if (field.value === undefined) return undefined;
  if (field.value === false) return false;
  if (!field.isMapping)
    throw field.problem('is neither false nor a mapping.', `Write false, or ${keys.join(' and ')} below it.`);
  field.checkKeys(keys, `"${field.path.at(-1)}"`);
  return read(field);
}

function countFrom(field: ConfigField): number | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  throw field.problem('is not a number.', 'Write a whole number of at least 1.');
}

function neededCount(field: ConfigField): number {
  const count = countFrom(field);
  if (count === undefined) throw field.problem('is missing.', 'Write a whole number of at least 1.');
  return count;
}

function neededDuration(field: ConfigField): number {
  const ms = durationFrom(field);
  if (ms === undefined) throw field.problem('is missing.', 'Write a span of time with its unit, as in 10s.');
  return ms;
}
