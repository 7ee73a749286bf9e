import type { PaceLimit, SecretsBackend } from '../backend.js';
import type { CacheAges } from '../cache/cache-ages.js';
import { checkBackendCache } from '../cache/check-cache.js';
import { checkKeys } from '../check-keys.js';
import { checkOnError } from '../check-parts.js';
import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import type { OnError } from '../on-error.js';
import type { BreakerOptions } from './circuit-breaker.js';
import type { DoublingPauseOptions } from './doubling-pause.js';
import type { RetryOptions } from './retry.js';

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
  readonly clock?: Clock;
  /** A number from 0 to 1, for what is jittered. @default Math.random */
  readonly random?: () => number;
}

/** What each option holds, where that is an object or `false`; the compiler sees to it that none is left out. */
const KNOWN: Readonly<Record<keyof GuardOptions, Readonly<Record<string, true>> | undefined>> = {
  timeoutMs: undefined,
  onError: undefined,
  cache: undefined,
  retry: { attempts: true, baseMs: true, longestMs: true, budget: true } satisfies Known<RetryOptions>,
  concurrency: undefined,
  pace: { requests: true, perMs: true } satisfies Known<PaceLimit>,
  breaker: { failures: true, firstMs: true, longestMs: true } satisfies Known<BreakerOptions>,
  denials: { firstMs: true, longestMs: true } satisfies Known<DoublingPauseOptions>,
  clock: undefined,
  random: undefined,
};

type Known<T> = Readonly<Record<keyof T, true>>;

/**
 * Refuses what is no option of the guard, and numbers, also the backend's own pace, with which a call could never run.
 *
 * @throws SecretsError `INVALID_CONFIG` that names the backend
 */
export function checkGuardOptions(options: GuardOptions, backend: SecretsBackend): void {
  const { name } = backend;
  try {
    checkShape(options);
  } catch (error) {
    if (!SecretsError.is(error)) throw error;
    throw error.with({ backend: name, problem: `${name}: ${error.problem}` });
  }
  checkNumbers(options, backend);
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
    if (known === undefined || given === undefined || given === false) continue;
    if (typeof given === 'object' && given !== null)
      checkKeys(given, known, `the options of "${name}"`, [name]);
    else {
      const hint = `Leave it out for the defaults, or give an object, or false for none.`;
      throw new SecretsError('INVALID_CONFIG', `"${name}" is no object.`, { field: [name], hint });
    }
  }
}

function checkNumbers(options: GuardOptions, { name, supports }: SecretsBackend): void {
  const { timeoutMs, concurrency, retry, pace = supports?.pace, breaker, denials } = options;
  const numbers: readonly [field: string, given: number | undefined, least: number][] = [
    ['timeoutMs', timeoutMs, 0],
    ['concurrency', concurrency, 1],
    ['retry.attempts', retry ? retry.attempts : undefined, 1],
    ['retry.baseMs', retry ? retry.baseMs : undefined, 0],
    ['retry.longestMs', retry ? retry.longestMs : undefined, 0],
    ['pace.requests', pace ? pace.requests : undefined, 1],
    ['pace.perMs', pace ? pace.perMs : undefined, 0],
    ['breaker.failures', breaker ? breaker.failures : undefined, 1],
    ['breaker.firstMs', breaker ? breaker.firstMs : undefined, 0],
    ['breaker.longestMs', breaker ? breaker.longestMs : undefined, 0],
    ['denials.firstMs', denials ? denials.firstMs : undefined, 0],
    ['denials.longestMs', denials ? denials.longestMs : undefined, 0],
  ];
  for (const [field, given, least] of numbers) {
    if (given === undefined || given >= least) continue;
    throw new SecretsError('INVALID_CONFIG', `${name}: no call could run with such a "${field}".`, {
      backend: name,
      field: field.split('.'),
      hint: `Give a number of at least ${least}.`,
    });
  }
}
