/** What must hold at every moment of every history; the words of docs/simulation.md. */
export const INVARIANTS = {
  'single flight': 'at most one request runs for a reference at a backend',
  concurrency: 'no more requests run than the backend bears at the same time',
  pace: 'no span of time sees more requests than the pace of the backend',
  'not before': 'no request starts before the time that the store asked to wait for',
  'retry budget': 'all retries stay within the budget, and no read is tried more than 4 times',
  'denied pause': 'what was denied is not asked for again at once',
  'asked after close': 'nothing is asked after `close()`',
  truth: 'each answer is the whole of one version that its backend gave for exactly this reference',
  'hard age': 'no value is served past its hard age, or from a time that is still to come',
  'fresh age':
    'past its fresh age a value is served only as stale, and only when its backend could not answer',
  revocation: 'nothing that was read before a refusal or a "not found" is served after it',
  'never back': 'the versions of one reference and one backend never go back for the application',
  fresh: 'a read with `fresh` is answered by a read that began after it, or fails',
  invalidate: 'nothing that was read before `invalidate` is answered to a call after it',
  missing: '"not found" means that every backend said so, within the age of "not found"',
  survival: 'while a kept value is within its hard age, a backend that cannot answer does not fail a read',
  'kept before next': 'a kept value within its hard age comes before the next backend of the chain',
  'error code': 'every error is a `SecretsError`, with a code that fits what happened to this caller',
  'no secret in an error': 'no message, cause, stack or property of an error holds any part of a value',
  'every call ends': 'each call ends within the deadlines of its backends, its own, or at its signal',
  'as many answers': '`getMany` gives one result for each reference, in their order',
  'handles live': 'a handle has the newest value after two minutes and the fresh age of health',
  'handle age': 'a handle has no value past its hard age, and none past its fresh age once it was refused',
  'reads recover':
    'after two minutes and the fresh age of health every read gives the newest value, none stale',
  'used twice at most': '`use` calls its function twice at most, and the second time with another version',
  'refreshes spread': 'values that were read together are not refreshed together',
  'no unhandled rejection': 'no promise is rejected without anybody to hear it',
  'close releases': '`close()` ends within 5 s, answers every waiter and leaves no timer behind',
  'no endless loop': 'no history takes more events than there can be',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  /** What happened, with names and numbers. */
  readonly detail: string;
}

/** Takes the first violation of a history; later ones follow from it. */
export class Verdict {
  violation: Violation | undefined;

  violated(invariant: Invariant, detail: string): void {
    this.violation ??= { invariant, detail };
  }

  /** Takes over what must hold. */
  expect(holds: boolean, invariant: Invariant, detail: () => string): void {
    if (!holds) this.violated(invariant, detail());
  }
}
