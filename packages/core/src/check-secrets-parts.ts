import type { SecretsParts } from './assemble.js';
import { checkCache } from './cache/check-cache.js';
import { checkKeys } from './check-keys.js';
import { checkBackends, checkOnError } from './check-parts.js';
import { invalidOption } from './invalid-option.js';
import type { LastKnownGood } from './last-known-good.js';

/** The compiler sees to it that none is left out. */
const KNOWN: Readonly<Record<keyof SecretsParts, true>> = {
  backends: true,
  onError: true,
  cache: true,
  connections: true,
  notFoundHint: true,
  lastKnownGood: true,
  clock: true,
  random: true,
};

/** Refuses what secrets cannot be made of, for callers whom no type checker stops. @throws SecretsError `INVALID_CONFIG` */
export function checkSecretsParts(parts: SecretsParts): void {
  if (typeof parts === 'object' && parts !== null && !Array.isArray(parts))
    checkKeys(parts, KNOWN, 'the parts of secrets');
  checkBackends((parts as SecretsParts | undefined)?.backends);
  checkOnError(parts.onError);
  checkCache(parts.cache);
  checkLastKnownGood(parts.lastKnownGood);
  const { connections, notFoundHint, clock, random } = parts;
  if (connections !== undefined && connections !== 'airflow' && connections !== 'strict')
    throw invalidOption(['connections'], 'no way to read connections', 'Write airflow or strict.');
  if (notFoundHint !== undefined && typeof notFoundHint !== 'string')
    throw invalidOption(['notFoundHint'], 'no text', 'Write a sentence.');
  if (clock !== undefined && !hasMethods(clock, ['now', 'after']))
    throw invalidOption(['clock'], 'no clock', 'A clock has the methods now and after.');
  if (random !== undefined && typeof random !== 'function')
    throw invalidOption(['random'], 'no function', 'Pass a function that gives a number from 0 to 1.');
}

function checkLastKnownGood(lastKnownGood: unknown): void {
  const methods: readonly (keyof LastKnownGood)[] = ['recall', 'remember', 'forget', 'close'];
  if (lastKnownGood === undefined || hasMethods(lastKnownGood, methods)) return;
  throw invalidOption(
    ['lastKnownGood'],
    'no store of last known good values',
    'In code, make one: lastKnownGoodFile({ path, key: { env: "KNOWN_GOOD_KEY" } }) of "chatelaine/last-known-good".',
  );
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'function');
}
