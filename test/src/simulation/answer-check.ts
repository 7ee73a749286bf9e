import type { Answer, SecretRef } from '@chatelaine/core';
import type { Core } from './core-under-test.js';
import type { Given, Ledger } from './ledger.js';
import { isHealing } from './ledger.js';
import type { Plan } from './plan.js';
import type { RequestWatch } from './request-watch.js';
import { holdsSecret } from './secret-in-error.js';
import { keyOf, marksOf, placeOf } from './value.js';
import type { Verdict } from './violation.js';
import type { VirtualTime } from './virtual-time.js';

/** What the application asked for, and when. */
export interface Question {
  readonly ref: SecretRef;
  /** In the order of all that happened. */
  readonly began: number;
  /** The same in milliseconds since 1970. */
  readonly beganAt: number;
  readonly fresh: boolean;
  /** Whether its answer came when others had theirs. */
  readonly isOneOfMany?: boolean;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface AnswerCheckParts {
  readonly core: Core;
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly ledger: Ledger;
  readonly watches: ReadonlyMap<string, RequestWatch>;
  readonly verdict: Verdict;
}

/** Holds every answer and every error that the application gets against what the backends said. */
export class AnswerCheck {
  readonly #parts: AnswerCheckParts;
  /** The newest version that was handed out, each time when that changed. */
  readonly #shown = new Map<string, readonly { readonly at: number; readonly most: number }[]>();
  #errors = 0;
  closed = false;

  constructor(parts: AnswerCheckParts) {
    this.#parts = parts;
  }

  /** An answer that was handed out. */
  answered(question: Question, answer: Answer): void {
    const { verdict } = this.#parts;
    const { ref } = question;
    const given = this.given(ref, answer);
    if (given === undefined) return;
    const { backend, stale } = answer.origin;
    const what = () => `${keyOf(ref)} version ${given.counter} of ${backend}`;
    const { ledger } = this.#parts;
    const { refused } = ledger.of(backend, keyOf(ref));
    verdict.expect(
      !question.fresh || (given.began > question.began && !stale),
      'fresh',
      () => `${what()} was read before, or is stale`,
    );
    const invalidated = ledger.invalidated(keyOf(ref));
    verdict.expect(
      given.began > invalidated || question.began < invalidated,
      'invalidate',
      () => `${what()} was read before`,
    );
    verdict.expect(
      given.ended > refused || question.began < refused,
      'revocation',
      () => `${what()} was read before it was refused or gone`,
    );
    if (given.ended < question.began) this.#checkAge(question, given, { stale, what });
    if (ref.version === undefined) this.#checkOrder(question, backend, given);
  }

  /** The read of a backend that gave an answer. */
  given(ref: SecretRef, answer: Answer): Given | undefined {
    const { ledger, verdict } = this.#parts;
    const { backend, version } = answer.origin;
    const marks = marksOf(answer);
    const given = marks && ledger.of(marks.store, keyOf(ref)).given.get(marks.counter);
    const isTrue =
      marks?.place === placeOf(ref) && marks.store === backend && String(marks.counter) === version;
    const isAskedFor = ref.version === undefined || ref.version === version;
    verdict.expect(
      isTrue && isAskedFor && given !== undefined,
      'truth',
      () =>
        `${keyOf(ref)} was answered with ${marks?.counter} of ${marks?.place} as ${version} of ${backend}`,
    );
    return given;
  }

  /** "Not found", as `undefined` or as an error. */
  missing({ ref, began, beganAt, fresh, isOneOfMany = false }: Question): void {
    const { ledger, plan, time, verdict } = this.#parts;
    const key = keyOf(ref);
    const invalidated = ledger.invalidated(key);
    const said = ledger.missing(key);
    const isKnown = said !== undefined && (said.began > invalidated || began < invalidated);
    const age = time.now() - (said?.beganAt ?? Number.NaN);
    const ages = isOneOfMany ? [age, age - time.now() + beganAt] : [age];
    const isKept = plan.cache && !fresh && ages.some((ms) => ms >= 0 && ms < plan.ages.missingMs);
    const isLive = said !== undefined && said.ended > began && (!fresh || said.began > began);
    verdict.expect(
      isKnown && (isLive || isKept),
      'missing',
      () => `${key} is "not found", which was last said ${said === undefined ? 'never' : `${age} ms ago`}`,
    );
  }

  failed(question: Question, error: unknown): void {
    const { core, ledger, verdict } = this.#parts;
    const key = keyOf(question.ref);
    this.#errors += 1;
    verdict.expect(
      !holdsSecret(error, this.#errors % 20 === 0),
      'no secret in an error',
      () => `the error of ${key}`,
    );
    if (!core.SecretsError.is(error)) {
      verdict.violated(
        'error code',
        `${key} failed with ${error instanceof Error ? error.name : typeof error}`,
      );
      return;
    }
    const { code } = error;
    if (code === 'SECRET_NOT_FOUND') {
      this.missing(question);
      return;
    }
    verdict.expect(this.#isFitting(question, code), 'error code', () => `${key} failed with ${code}`);
    if (question.fresh || question.timeoutMs !== undefined || !isHealing(code)) return;
    const latest = ledger.usable(key);
    const isLater = question.isOneOfMany === true && (latest?.given.ended ?? 0) > question.began;
    verdict.expect(
      latest === undefined || isLater,
      'survival',
      () => `${key} failed with ${code} although ${latest?.store} gave ${latest?.given.counter}`,
    );
  }

  #isFitting({ ref, signal, timeoutMs }: Question, code: string): boolean {
    const { watches, plan } = this.#parts;
    const all = [...watches.values()];
    const hasSeen = (kind: Parameters<RequestWatch['seen']['has']>[0]) =>
      all.some(({ seen }) => seen.has(kind));
    switch (code) {
      case 'THROTTLED':
        return hasSeen('throttled');
      case 'UNAVAILABLE':
        return hasSeen('unavailable') || hasSeen('hang') || hasSeen('answer');
      case 'TIMEOUT':
        return timeoutMs !== undefined || all.some(({ seen }) => seen.size > 0);
      case 'ABORTED':
        return signal?.aborted === true;
      case 'ACCESS_DENIED':
        return all.some(({ denied }) => denied.has(keyOf(ref)));
      case 'UNAUTHENTICATED':
        return hasSeen('unauthenticated');
      case 'INTERNAL':
        return hasSeen('foreign') || hasSeen('garbage');
      case 'INVALID_VALUE':
        return ref.kind === 'connection' && all.some(({ seen }) => seen.has('answer'));
      case 'UNSUPPORTED':
        return (ref.version ?? ref.team) !== undefined && !plan.stores.some(({ versions }) => versions);
      case 'CLOSED':
        return this.closed;
      default:
        return false;
    }
  }

  /** A kept value: the age that counts is the one when it was served. */
  #checkAge(
    { ref, began, beganAt, isOneOfMany = false }: Question,
    { beganAt: readAt, freshUntil, hardUntil }: Given,
    { stale, what }: { readonly stale: boolean; readonly what: () => string },
  ): void {
    const { plan, time, ledger, verdict } = this.#parts;
    const now = time.now();
    // One of many was served at some moment of the call.
    const earliest = isOneOfMany ? Math.min(beganAt, now) : now;
    const age = now - readAt;
    verdict.expect(
      plan.cache && (isOneOfMany || now >= readAt) && earliest < hardUntil,
      'hard age',
      () => `${what()} at the age of ${age} ms`,
    );
    const last = ledger.lastRead(keyOf(ref));
    const isExcused = stale && (isHealing(last?.code) || (isOneOfMany && (last?.ended ?? 0) > began));
    verdict.expect(
      isExcused || earliest < freshUntil,
      'fresh age',
      () => `${what()} at the age of ${age} ms after ${last?.code ?? 'an answer'}`,
    );
  }

  /** Nothing that was handed out before a call began may be newer than what the call is answered with. */
  #checkOrder({ ref, began }: Question, backend: string, { counter }: Given): void {
    const name = `${backend} ${keyOf(ref)}`;
    const shown = this.#shown.get(name) ?? [];
    const before = shown.findLast(({ at }) => at < began)?.most ?? 0;
    this.#parts.verdict.expect(
      counter >= before,
      'never back',
      () => `${keyOf(ref)} of ${backend} is ${counter} after ${before}`,
    );
    const most = Math.max(shown.at(-1)?.most ?? 0, counter);
    if (most > (shown.at(-1)?.most ?? 0))
      this.#shown.set(name, [...shown, { at: this.#parts.ledger.mark(), most }]);
  }
}
