import { checkKeys } from '../check-keys.js';
import { LONGEST_TIMER_MS } from '../clock.js';
import { SecretsError } from '../errors.js';
import { invalidOption } from '../invalid-option.js';
import { didYouMean } from '../nearest.js';
import { SECRET_KINDS } from '../secret-ref.js';
import type { CacheAges, CacheRule } from './cache-ages.js';
import { notInOrder } from './cache-ages.js';
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
  if (!Array.isArray(rules)) throw invalidOption(['cache', 'rules'], 'no list', 'Pass [{ match, freshMs }].');
  for (const [index, rule] of rules.entries()) checkRule(rule, ['cache', `rules[${index}]`]);
  checkRoom('maxEntries', maxEntries, 'Give a whole number of at least 1; to keep nothing, cache: false.');
  checkRoom('maxBytes', maxBytes, 'Give a number of at least 1; to keep nothing, cache: false.');
}

/** The same for the ages of one backend. @throws SecretsError `INVALID_CONFIG` */
export function checkBackendCache(cache: unknown): void {
  if (cache === undefined || cache === false) return;
  checkAges(cache, AGES, ['cache']);
  const { refreshAfterMs, freshMs, hardMs } = cache as Partial<CacheAges>;
  // What it leaves out is the chain's, which is not known here.
  const given = [refreshAfterMs, freshMs, hardMs].filter((ms) => ms !== undefined);
  if (given.some((ms, index) => ms < (given[index - 1] ?? 0))) throw notInOrder(['cache']);
}

function checkRule(rule: unknown, path: readonly string[]): void {
  if (typeof rule !== 'object' || rule === null)
    throw invalidOption(path, 'no rule', 'Pass { match: "secret/db-*" } with ages.');
  checkAges(rule, OF_RULE, path);
  const { match } = rule as Partial<CacheRule>;
  const field = [...path, 'match'];
  if (typeof match !== 'string' || match === '')
    throw invalidOption(field, 'no text', 'Write references with * for any characters: "secret/db-*".');
  const [, kind = '', end] = /^([^/*]*)([/*]?)/.exec(match) ?? [];
  if (end === '*' || (end === '/' && SECRET_KINDS.some((known) => known === kind))) return;
  throw new SecretsError('INVALID_CONFIG', `"${field.join('.')}" begins with no kind of secret.`, {
    field,
    hint: `${didYouMean(kind, SECRET_KINDS)} A rule matches references, for example "secret/db-*".`,
  });
}

function checkAges(ages: unknown, known: Readonly<Record<string, true>>, path: readonly string[]): void {
  if (typeof ages !== 'object' || ages === null || Array.isArray(ages)) {
    throw invalidOption(
      path,
      'no cache',
      'Leave it out for the defaults, or give ages, { freshMs: 60_000 }, or false for none.',
    );
  }
  checkKeys(ages, known, `the options of ${path.length === 1 ? 'the cache' : 'a rule of the cache'}`, path);
  for (const name of Object.keys(AGES)) {
    const ms = (ages as Readonly<Record<string, unknown>>)[name];
    const hint = ms === undefined ? undefined : hintForAge(name, ms);
    if (hint !== undefined) throw invalidOption([...path, name], 'no time', hint);
  }
}

/** `undefined`: it is an age. */
function hintForAge(name: string, ms: unknown): string | undefined {
  if (typeof ms !== 'number' || !(ms >= 0)) return 'Give milliseconds, 0 or more.';
  if (!Number.isFinite(ms)) return 'Give milliseconds that end: 365 * 86_400_000 are a year.';
  return name === 'refreshAfterMs' && ms > LONGEST_TIMER_MS
    ? 'Give milliseconds, at most 24 days.'
    : undefined;
}

function checkRoom(name: 'maxEntries' | 'maxBytes', most: unknown, hint: string): void {
  if (most === undefined || most === Number.POSITIVE_INFINITY) return;
  const isWhole = name === 'maxBytes' || Number.isInteger(most);
  if (typeof most === 'number' && most >= 1 && isWhole) return;
  throw invalidOption(['cache', name], `no number of ${name === 'maxBytes' ? 'bytes' : 'entries'}`, hint);
}
