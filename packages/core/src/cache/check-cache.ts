import { checkKeys } from '../check-keys.js';
import { SecretsError } from '../errors.js';
import type { CacheAges, CacheRule } from './cache-ages.js';
import type { CacheOptions } from './read-cache.js';

/** The compiler sees to it that none is left out. */
const AGES: Readonly<Record<keyof CacheAges, true>> = {
  refreshAfterMs: true,
  freshMs: true,
  hardMs: true,
  missingMs: true,
};
const OF_RULE: Readonly<Record<keyof CacheRule, true>> = { ...AGES, match: true };
const OF_CACHE: Readonly<Record<keyof CacheOptions, true>> = {
  ...AGES,
  rules: true,
  maxEntries: true,
  maxBytes: true,
};

/** Refuses what is no cache of secrets, for callers whom no type checker stops. @throws SecretsError `INVALID_CONFIG` */
export function checkCache(cache: unknown): void {
  if (cache === undefined || cache === false) return;
  checkAges(cache, OF_CACHE, ['cache']);
  const { rules = [], maxEntries, maxBytes } = cache as CacheOptions;
  if (!Array.isArray(rules)) throw refused(['cache', 'rules'], 'no list', 'Pass [{ match, freshMs }].');
  for (const [index, rule] of rules.entries()) checkRule(rule, ['cache', `rules[${index}]`]);
  for (const [name, most] of Object.entries({ maxEntries, maxBytes })) {
    if (most === undefined || (typeof most === 'number' && most >= 0)) continue;
    throw refused(['cache', name], 'no number', 'Give a number, 0 or more.');
  }
}

/** The same for the ages of one backend. @throws SecretsError `INVALID_CONFIG` */
export function checkBackendCache(cache: unknown): void {
  if (cache !== undefined && cache !== false) checkAges(cache, AGES, ['cache']);
}

function checkRule(rule: unknown, path: readonly string[]): void {
  checkAges(rule, OF_RULE, path);
  if (typeof (rule as Partial<CacheRule>).match === 'string') return;
  throw refused([...path, 'match'], 'no text', 'Write references with * for any characters: "secret/db-*".');
}

function checkAges(ages: unknown, known: Readonly<Record<string, true>>, path: readonly string[]): void {
  if (typeof ages !== 'object' || ages === null || Array.isArray(ages)) {
    throw refused(
      path,
      'no cache',
      'Leave it out for the defaults, or give ages, { freshMs: 60_000 }, or false for none.',
    );
  }
  checkKeys(ages, known, `the options of ${path.length === 1 ? 'the cache' : 'a rule of the cache'}`, path);
  for (const name of Object.keys(AGES)) {
    const ms = (ages as Readonly<Record<string, unknown>>)[name];
    if (ms === undefined || (typeof ms === 'number' && ms >= 0)) continue;
    throw refused([...path, name], 'no time', 'Give milliseconds, 0 or more.');
  }
}

function refused(field: readonly string[], what: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `"${field.join('.')}" is ${what}.`, { field, hint });
}
