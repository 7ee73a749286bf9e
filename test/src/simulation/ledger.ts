import type { Resolution, SecretRef } from '@chatelaine/core';
import type { Plan } from './plan.js';
import { keyOf } from './value.js';
import type { Verdict } from './violation.js';
import type { VirtualTime } from './virtual-time.js';

/** When something happened in the order of all that happened, and from when to when a read went. */
export interface Span {
  readonly began: number;
  readonly ended: number;
  /** When it began, in milliseconds since 1970 as the clock showed them. */
  readonly beganAt: number;
}

/** A value that a backend gave: by which read, and how long it may be served. */
export interface Given extends Span {
  readonly counter: number;
  readonly freshUntil: number;
  readonly hardUntil: number;
  /** The latest of all reads that gave it, for a handle, which has the value of one of them; it ended so long after the begin. */
  readonly latest: { readonly endedAt: number; readonly freshUntil: number; readonly hardUntil: number };
}

/** What one backend said of one reference so far. */
export interface Account {
  readonly given: Map<number, Given>;
  /** When the last read ended in which it refused, or said that it has nothing. */
  refused: number;
  /** When its store last said each thing: a counter, or `nothing`. */
  readonly handed: Map<number | 'nothing', number>;
}

/** What is kept of a reference, as far as the ledger can tell. */
export interface Latest {
  readonly store: string;
  readonly given: Given;
}

export interface LastRead {
  /** Of its failure. */
  readonly code: string | undefined;
  readonly ended: number;
}

export interface LedgerParts {
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly verdict: Verdict;
  readonly trace: (line: () => string) => void;
}

const HEALING: ReadonlySet<string> = new Set(['THROTTLED', 'UNAVAILABLE', 'TIMEOUT']);
const REFUSING: ReadonlySet<string> = new Set(['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE']);
/** How long an answer counts that was reached by skipping a failure. */
const SKIPPED_MS = 10_000;

export const isHealing = (code: string | undefined): boolean => code !== undefined && HEALING.has(code);

/** Writes down how every read of the chain began and ended: what the answers are held against. */
export class Ledger {
  readonly #parts: LedgerParts;
  readonly #accounts = new Map<string, Account>();
  readonly #missing = new Map<string, Span>();
  readonly #last = new Map<string, LastRead>();
  readonly #latest = new Map<string, Latest>();
  readonly #invalidated = new Map<string, number>();
  #order = 0;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** The place of what happens now in the order of all that happened. */
  mark(): number {
    this.#order += 1;
    return this.#order;
  }

  /** A store answered with this counter, or said that it has nothing. */
  handed(store: string, key: string, what: number | 'nothing'): void {
    this.of(store, key).handed.set(what, this.mark());
  }

  /** The chain begins to read; the result says how that ended. */
  begin(ref: SecretRef): (resolution: Resolution) => void {
    const { time } = this.#parts;
    const began = this.mark();
    const beganAt = time.now();
    const usable = this.usable(keyOf(ref));
    return (resolution) => this.#end(ref, { began, beganAt, ended: this.mark() }, resolution, usable);
  }

  of(store: string, key: string): Account {
    const name = `${store} ${key}`;
    const known = this.#accounts.get(name);
    if (known !== undefined) return known;
    const account: Account = { given: new Map(), refused: 0, handed: new Map() };
    this.#accounts.set(name, account);
    return account;
  }

  invalidate(ref: SecretRef): void {
    this.#invalidated.set(keyOf(ref), this.mark());
    this.#latest.delete(keyOf(ref));
  }

  /** When it was last invalidated, in the order of all that happened. */
  invalidated(key: string): number {
    return this.#invalidated.get(key) ?? 0;
  }

  /** The last read that every backend answered with "nothing here". */
  missing(key: string): Span | undefined {
    return this.#missing.get(key);
  }

  /** How the last read ended. */
  lastRead(key: string): LastRead | undefined {
    return this.#last.get(key);
  }

  /** The kept value that can be served in need, if there must be one. */
  usable(key: string): Latest | undefined {
    const { plan, time } = this.#parts;
    const latest = this.#latest.get(key);
    if (latest === undefined || !plan.cache || plan.maxEntries !== undefined) return undefined;
    const now = time.now();
    return now >= latest.given.beganAt && now < latest.given.hardUntil ? latest : undefined;
  }

  #end(ref: SecretRef, span: Span, { answer, error, steps }: Resolution, usable: Latest | undefined): void {
    const key = keyOf(ref);
    const { trace } = this.#parts;
    trace(
      () =>
        `  ${key}: ${steps.map((step) => `${step.backend} ${step.error?.code ?? step.outcome}`).join(', ')}`,
    );
    this.#last.set(key, { code: error?.code, ended: span.ended });
    for (const { backend, outcome, error: failure } of steps) {
      if (outcome === 'missing') this.#checkHanded(backend, key, 'nothing', span);
      if (outcome !== 'missing' && !REFUSING.has(failure?.code ?? '')) continue;
      this.of(backend, key).refused = span.ended;
      if (this.#latest.get(key)?.store === backend) this.#latest.delete(key);
    }
    this.#checkNext(key, steps, usable);
    const isLate = span.began < this.invalidated(key);
    if (error !== undefined) return;
    if (!isLate) this.#latest.delete(key);
    if (answer === undefined) {
      this.#missing.set(key, span);
      return;
    }
    const store = answer.origin.backend;
    const given = this.#given(
      key,
      answer.origin,
      span,
      steps.some(({ outcome }) => outcome === 'failed'),
    );
    this.#checkHanded(store, key, given.counter, span);
    this.of(store, key).given.set(given.counter, given);
    if (!isLate) this.#latest.set(key, { store, given });
  }

  #given(
    key: string,
    { backend, version, expiresAt }: NonNullable<Resolution['answer']>['origin'],
    span: Span,
    hasSkipped: boolean,
  ): Given {
    const { plan, time } = this.#parts;
    const most = hasSkipped ? SKIPPED_MS : Number.POSITIVE_INFINITY;
    const isLeased = plan.stores.some(({ name, leaseMs }) => name === backend && leaseMs !== undefined);
    const leaseEndsAt = isLeased ? (expiresAt?.getTime() ?? 0) : Number.POSITIVE_INFINITY;
    const until = (ms: number) => Math.min(span.beganAt + Math.min(ms, most), leaseEndsAt);
    const counter = Number(version);
    const freshUntil = until(plan.ages.freshMs);
    const hardUntil = until(plan.ages.hardMs);
    const { latest } = this.of(backend, key).given.get(counter) ?? {};
    return {
      ...span,
      counter,
      freshUntil,
      hardUntil,
      latest: {
        endedAt: time.elapsed,
        freshUntil: Math.max(freshUntil, latest?.freshUntil ?? 0),
        hardUntil: Math.max(hardUntil, latest?.hardUntil ?? 0),
      },
    };
  }

  /** What the chain says of a store, that store must have said during the read. */
  #checkHanded(store: string, key: string, what: number | 'nothing', { began }: Span): void {
    this.#parts.verdict.expect(
      (this.of(store, key).handed.get(what) ?? 0) > began,
      what === 'nothing' ? 'missing' : 'truth',
      () => `${store} is said to have answered ${what} for ${key}`,
    );
  }

  #checkNext(key: string, steps: Resolution['steps'], usable: Latest | undefined): void {
    const index = steps.findIndex(
      ({ backend, error }) => backend === usable?.store && isHealing(error?.code),
    );
    if (index < 0 || usable === undefined) return;
    const next = steps
      .slice(index + 1)
      .find(({ outcome }) => outcome !== 'not-asked' && outcome !== 'not-here');
    this.#parts.verdict.expect(
      next === undefined,
      'kept before next',
      () => `${next?.backend} is asked for ${key} although ${usable.store} gave ${usable.given.counter}`,
    );
  }
}
