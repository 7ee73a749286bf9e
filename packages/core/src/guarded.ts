import type { FindOptions, FoundSecret, SecretsBackend } from './backend.js';
import type { CacheAges } from './cache/cache-ages.js';
import { checkBackend } from './check-parts.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { checkFound } from './guard/check-answer.js';
import { CircuitBreaker } from './guard/circuit-breaker.js';
import { DenialMemory } from './guard/denial-memory.js';
import { Guard } from './guard/guard.js';
import type { GuardOptions } from './guard/guard-options.js';
import { checkGuardOptions, DEFAULT_CONCURRENCY } from './guard/guard-options.js';
import { listInSteps } from './guard/list-in-steps.js';
import { Pace } from './guard/pace.js';
import { readMany } from './guard/read-many.js';
import { Retry } from './guard/retry.js';
import { steadyClock } from './guard/steady-clock.js';
import { translateError } from './guard/translate-error.js';
import { Turnstile } from './guard/turnstile.js';
import { Traffic } from './health/traffic.js';
import type { OnError } from './on-error.js';
import type { SecretRef } from './secret-ref.js';
import { wrapBackend } from './wrap-backend.js';

/** A backend that is asked with care: its calls end in time and fail with nothing but a `SecretsError` that names it. */
export interface GuardedBackend extends SecretsBackend {
  readonly guarded: true;
  /** How many calls it lets run at the same time; a backend that another copy of core guards may not say it. */
  readonly concurrency?: number;
  readonly onError?: OnError;
  readonly cache?: Partial<CacheAges> | false;
  /** How often it was asked, and how it is. */
  readonly traffic: Pick<Traffic, 'stats' | 'health'>;
  close(): Promise<void>;
}

/**
 * Puts a guard around a backend; a guarded one is given back as it is. From the outside in: a reference that was denied
 * is not asked for, a backend that cannot be reached is left alone, a deadline, retries of reads, a turn (so many at a
 * time, so many in a span of time), translation of errors.
 *
 * @throws SecretsError `INVALID_CONFIG` for what is no backend or no option, and numbers with which no call could run
 */
export function guarded(inner: SecretsBackend, options: GuardOptions = {}): GuardedBackend {
  checkBackend(inner, 'What is to be guarded');
  if (isGuarded(inner)) return inner;
  checkGuardOptions(options, inner);
  const clock = steadyClock(options.clock ?? systemClock);
  const traffic = new Traffic(inner.name, options.clock ?? systemClock);
  const guard = guardOf(inner, options, clock, traffic);
  const denials =
    options.denials === false ? undefined : new DenialMemory(clock, options.denials, options.random);
  const wrapped = wrapBackend(inner, {
    around: (_method, call, callOptions) => guard.once(callOptions, call),
  });
  const { locate, list } = wrapped;
  const { findMany } = inner;
  const { onError, cache, concurrency = DEFAULT_CONCURRENCY } = options;
  return {
    ...wrapped,
    find: (ref, callOptions) => findOne(ref, callOptions, { inner, guard, denials }),
    ...(findMany && {
      findMany: (refs, callOptions) =>
        readMany(refs, callOptions, {
          backend: inner.name,
          guard,
          denials,
          findMany: (open, inside) => findMany.call(inner, open, inside),
        }),
    }),
    ...(list && {
      list: (query, callOptions) => listInSteps(guard, callOptions, (inside) => list(query, inside)),
    }),
    ...(locate && { locate: (ref) => explained(() => locate(ref), inner.name) }),
    close: async () => {
      guard.close();
      await inner.close?.();
    },
    guarded: true,
    concurrency,
    traffic,
    ...(onError === undefined ? {} : { onError }),
    ...(cache === undefined ? {} : { cache }),
  };
}

function isGuarded(backend: SecretsBackend): backend is GuardedBackend {
  return 'guarded' in backend && backend.guarded === true;
}

function guardOf(
  { name, supports }: SecretsBackend,
  options: GuardOptions,
  clock: Clock,
  traffic: Traffic,
): Guard {
  const { timeoutMs = 10_000, retry = {}, breaker = {}, concurrency = DEFAULT_CONCURRENCY, random } = options;
  const pace = options.pace === false ? undefined : new Pace(clock, options.pace ?? supports?.pace);
  return new Guard({
    backend: name,
    timeoutMs,
    clock,
    turnstile: new Turnstile(name, clock, { concurrency, pace }),
    traffic,
    // Never twice over: a backend that tries again by itself is asked once.
    retry: retry === false || supports?.retries === true ? undefined : new Retry(clock, retry, random),
    breaker: breaker === false ? undefined : new CircuitBreaker(name, clock, breaker, random),
  });
}

interface OneReader {
  readonly inner: SecretsBackend;
  readonly guard: Guard;
  readonly denials: DenialMemory | undefined;
}

async function findOne(
  ref: SecretRef,
  options: FindOptions,
  { inner, guard, denials }: OneReader,
): Promise<FoundSecret | undefined> {
  const denied = denials?.recall(ref);
  if (denied !== undefined) throw denied;
  try {
    const found = await guard.read(options, async (inside) =>
      checkFound(await inner.find(ref, inside), inner.name),
    );
    denials?.note(ref);
    return found;
  } catch (error) {
    denials?.note(ref, error);
    throw error;
  }
}

function explained<T>(call: () => T, backend: string): T {
  try {
    return call();
  } catch (error) {
    throw translateError(error, backend);
  }
}
