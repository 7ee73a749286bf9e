import type { FindResult, SecretRef } from '@chatelaine/core';
import type { Core } from './core-under-test.js';
import type { Ledger } from './ledger.js';
import type { StorePlan } from './plan.js';
import { keyOf } from './value.js';
import type { Verdict } from './violation.js';
import type { VirtualTime } from './virtual-time.js';
import type { Fate } from './weather.js';

interface Running {
  readonly signal: AbortSignal;
}

interface Budget {
  readonly most: number;
  readonly perRead: number;
  readonly oneEveryMs: number;
}

const BUDGET: Budget = { most: 10, perRead: 0.1, oneEveryMs: 10_000 };
/** A retry is paid for before its pause and seen after it: so many may be under way. */
const BUDGET_SLACK = 2;
const ATTEMPTS = 4;
/** The shortest pause after a denial: 1 s, a fifth less by chance. */
const DENIED_MS = 800;
const LONGEST_NOT_BEFORE_MS = 60_000;

export interface RequestWatchParts {
  readonly core: Core;
  readonly plan: StorePlan;
  readonly time: VirtualTime;
  readonly verdict: Verdict;
  readonly ledger: Ledger;
  readonly trace: (line: () => string) => void;
}

/** Sees every request that reaches one store, and checks what must hold for them. */
export class RequestWatch {
  readonly #parts: RequestWatchParts;
  readonly #running = new Map<string, Running>();
  readonly #starts: number[] = [];
  readonly #attempts = new WeakMap<AbortSignal, number>();
  readonly #deniedAt = new Map<string, number>();
  #notBefore = Number.NEGATIVE_INFINITY;
  #budget = BUDGET.most;
  #budgetAt = 0;
  closed = false;
  /** Kinds of fates that it has met, for the codes that errors may have. */
  readonly seen: Set<Fate['kind']> = new Set();
  readonly denied: Set<string> = new Set();

  constructor(parts: RequestWatchParts) {
    this.#parts = parts;
  }

  /** A read begins, which may be tried several times. */
  readBegan(): void {
    this.#budget = Math.min(BUDGET.most, this.#budget + BUDGET.perRead);
  }

  started(
    refs: readonly SecretRef[],
    signal: AbortSignal,
    fate: Fate['kind'],
  ): { readonly ended: (outcome: unknown) => void } {
    const { plan, time, verdict, trace } = this.#parts;
    const keys = refs.map(keyOf);
    trace(() => `  ${plan.name} is asked for ${keys.join(', ')}: ${fate}`);
    this.seen.add(fate);
    verdict.expect(!this.closed, 'asked after close', () => `${plan.name} for ${keys.join(', ')}`);
    this.#checkFlight(keys);
    this.#checkPace();
    this.#checkRetries(signal);
    for (const key of keys) {
      const since = time.steady - (this.#deniedAt.get(key) ?? Number.NEGATIVE_INFINITY);
      verdict.expect(since >= DENIED_MS, 'denied pause', () => `${key} at ${plan.name} after ${since} ms`);
    }
    const running = { signal };
    for (const key of keys) this.#running.set(key, running);
    return {
      ended: (outcome) => {
        for (const key of keys) if (this.#running.get(key) === running) this.#running.delete(key);
        if (!signal.aborted) this.#learn(keys, outcome);
      },
    };
  }

  #checkFlight(keys: readonly string[]): void {
    const { plan, verdict } = this.#parts;
    // A backend that does not listen goes on with what nobody waits for.
    for (const [key, { signal }] of this.#running) if (signal.aborted) this.#running.delete(key);
    for (const key of keys)
      verdict.expect(!this.#running.has(key), 'single flight', () => `${key} at ${plan.name}`);
    const requests = new Set(this.#running.values()).size;
    verdict.expect(
      requests < plan.concurrency,
      'concurrency',
      () => `${requests + 1} of ${plan.concurrency} at ${plan.name}`,
    );
  }

  #checkPace(): void {
    const { plan, time, verdict } = this.#parts;
    const now = time.steady;
    verdict.expect(
      now >= this.#notBefore,
      'not before',
      () => `${plan.name} ${this.#notBefore - now} ms too early`,
    );
    const { pace } = plan;
    if (pace === undefined) return;
    const start = this.#starts.at(-pace.requests) ?? Number.NEGATIVE_INFINITY;
    verdict.expect(
      now - start >= pace.perMs,
      'pace',
      () => `${pace.requests + 1} requests in ${now - start} ms at ${plan.name}`,
    );
    this.#starts.push(now);
  }

  #checkRetries(signal: AbortSignal): void {
    const { plan, time, verdict } = this.#parts;
    const attempts = (this.#attempts.get(signal) ?? 0) + 1;
    this.#attempts.set(signal, attempts);
    if (attempts === 1) return;
    this.#budget = Math.min(BUDGET.most, this.#budget + (time.steady - this.#budgetAt) / BUDGET.oneEveryMs);
    this.#budgetAt = time.steady;
    this.#budget -= 1;
    verdict.expect(
      this.#budget > -BUDGET_SLACK && attempts <= ATTEMPTS,
      'retry budget',
      () => `attempt ${attempts} at ${plan.name}, ${(-this.#budget).toFixed(1)} retries beyond the budget`,
    );
  }

  /** What its answer asks for. */
  #learn(keys: readonly string[], outcome: unknown): void {
    const { core, time, plan, ledger } = this.#parts;
    const { SecretsError } = core;
    if (Array.isArray(outcome)) {
      for (const [index, result] of (outcome as readonly FindResult[]).entries()) {
        const key = keys[index] as string;
        if (!('error' in result)) {
          this.#deniedAt.delete(key);
          const { version } = result.found ?? {};
          ledger.handed(plan.name, key, version === undefined ? 'nothing' : Number(version));
          continue;
        }
        if (!SecretsError.is(result.error, 'ACCESS_DENIED')) continue;
        this.#deniedAt.set(key, time.steady);
        this.denied.add(key);
      }
      return;
    }
    if (!SecretsError.is(outcome) || outcome.retryAfterMs === undefined) return;
    const until = time.steady + Math.min(outcome.retryAfterMs, LONGEST_NOT_BEFORE_MS);
    this.#notBefore = Math.max(this.#notBefore, until);
  }
}
