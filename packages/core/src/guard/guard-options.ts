import type { PaceLimit, SecretsBackend } from '../backend.js';
import type { CacheAges } from '../cache/cache-ages.js';
import { checkBackendCache } from '../cache/check-cache.js';
import { checkKeys } from '../check-keys.js';
import { checkOnError } from '../check-parts.js';
import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import { invalidOption } from '../invalid-option.js';
import type { OnError } from '../on-error.js';
import { checkGuardNumbers } from './check-guard-numbers.js';
import type { BreakerOptions } from './circuit-breaker.js';
import type { DoublingPauseOptions } from './doubling-pause.js';
import type { RetryOptions } from './retry.js';
import type { RetryBudgetOptions } from './retry-budget.js';

/** How many calls run at the same time where nobody says it. */
export const DEFAULT_CONCURRENCY = 16;

export interface GuardOptions {
  /** A deadline for each call in milliseconds: log-in, waiting for its turn and retries included. @default 10_000 */
  readonly timeoutMs?: number;
  /** What the chain does after a failure of this backend. @default the chain's own */
  readonly onError?: OnError;
  /** How long answers of this backend are kept, or `false`: not at all. @default the cache's own; not at all when local */
  readonly cache?: Partial<CacheAges> | false;
  /** How reads are tried again after a failure that time may heal, or `false`: never. @default 4 attempts within 10 retries and a tenth of the reads */
  readonly retry?: RetryOptions | false;
  /** How many calls may run at the same time. @default 16 */
  readonly concurrency?: number;
  /** How many calls may start in a span of time, or `false`: any number, also while the store throttles. @default the backend's `supports.pace` */
  readonly pace?: PaceLimit | false;
  /** When a backend that cannot be reached is left alone, or `false`: never. @default 5 failures in a row, for 1 s doubling to 30 s */
  readonly breaker?: BreakerOptions | false;
  /** How long a reference that was denied is not asked for again, or `false`: no time at all. @default 1 s doubling to 30 s */
  readonly denials?: DoublingPauseOptions | false;
  /** The one that its secrets have is not passed on to it. @default the time of this machine */
  readonly clock?: Clock;
  /** A number from 0 to 1, for what is jittered. @default Math.random */
  readonly random?: () => number;
}

/** The keys of an object, and of objects in it. */
interface Keys {
  readonly [key: string]: true | Keys;
}
type KeysOf<T> = Readonly<Record<keyof T, true | Keys>>;

/** What each option holds, where that is an object or `false`; the compiler sees to it that none is left out. */
const KNOWN: Readonly<Record<keyof GuardOptions, Keys | undefined>> = {
  timeoutMs: undefined,
  onError: undefined,
  cache: undefined,
  retry: {
    attempts: true,
    baseMs: true,
    longestMs: true,
    budget: { most: true, perRead: true, oneEveryMs: true } satisfies KeysOf<RetryBudgetOptions>,
  } satisfies KeysOf<RetryOptions>,
  concurrency: undefined,
  pace: { requests: true, perMs: true } satisfies KeysOf<PaceLimit>,
  breaker: { failures: true, firstMs: true, longestMs: true } satisfies KeysOf<BreakerOptions>,
  denials: { firstMs: true, longestMs: true } satisfies KeysOf<DoublingPauseOptions>,
  clock: undefined,
  random: undefined,
};

/**
 * Refuses what is no option of the guard, and numbers, also the backend's own pace, with which a call could never run.
 *
 * @throws SecretsError `INVALID_CONFIG` that names the backend
 */
export function checkGuardOptions(options: GuardOptions, { name, supports }: SecretsBackend): void {
  try {
    checkShape(options);
    checkGuardNumbers({ ...options, pace: options.pace ?? supports?.pace });
  } catch (error) {
    if (!SecretsError.is(error)) throw error;
    throw error.with({ backend: name, problem: `${name}: ${error.problem}` });
  }
}

function checkShape(options: GuardOptions): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new SecretsError('INVALID_CONFIG', 'The options of the guard are no object.', {
      hint: 'Pass { timeoutMs: 500 }.',
    });
  }
  checkKeys(options, KNOWN, 'the options of the guard');
  checkOnError(options.onError);
  checkBackendCache(options.cache);
  for (const [name, known] of Object.entries(KNOWN)) {
    const given: unknown = options[name as keyof GuardOptions];
    if (known !== undefined && given !== undefined && given !== false) checkObject(given, known, [name]);
  }
  const { clock, random } = options;
  if (clock !== undefined && (typeof clock?.now !== 'function' || typeof clock.after !== 'function'))
    throw invalidOption(['clock'], 'no clock', 'A clock has the methods now and after.');
  if (random !== undefined && typeof random !== 'function')
    throw invalidOption(['random'], 'no function', 'Pass a function that gives a number from 0 to 1.');
}

function checkObject(given: unknown, known: Keys, path: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const hint = `Leave it out for the defaults, or give an object${path.length === 1 ? ', or false for none' : ''}.`;
    throw invalidOption(path, 'no object', hint);
  }
  checkKeys(given, known, `the options of "${path.join('.')}"`, path);
  for (const [key, keys] of Object.entries(known)) {
    const inside = (given as Readonly<Record<string, unknown>>)[key];
    if (keys !== true && inside !== undefined) checkObject(inside, keys, [...path, key]);
  }
}
