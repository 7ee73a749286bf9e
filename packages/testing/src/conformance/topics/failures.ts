import assert from 'node:assert/strict';
import type { SecretsBackend, SecretsError, SecretsErrorCode } from '@chatelaine/core';
import type { StoreFault } from '../backend-harness.js';
import { NotTested, orNotTested, type Topic } from '../conformance-case.js';
import { expectFailure, expectSilent } from '../expectations.js';
import { type Subject, unhurried } from '../subject.js';

const VALUE = 'a value that no error may show';

export const failures: Topic = {
  name: 'A store',
  cases: {
    'that throttles is THROTTLED, with its own waiting time': async (subject) => {
      const error = await expectFault(subject, 'throttled with retry-after', 'THROTTLED');
      assert.ok(
        error.retryAfterMs !== undefined && error.retryAfterMs > 0,
        'the store said when to come back, and retryAfterMs does not',
      );
    },
    'that throttles without a header is THROTTLED, without a waiting time': async (subject) => {
      const error = await expectFault(subject, 'throttled without header', 'THROTTLED');
      assert.equal(error.retryAfterMs, undefined, 'the store named no waiting time, and retryAfterMs does');
    },
    'that throttles with status 400 is THROTTLED': async (subject) => {
      await expectFault(subject, 'throttled with status 400', 'THROTTLED');
    },
    'that fails inside is UNAVAILABLE': async (subject) => {
      await expectFault(subject, 'server error', 'UNAVAILABLE');
    },
    'that breaks the line is UNAVAILABLE': async (subject) => {
      await expectFault(subject, 'reset', 'UNAVAILABLE');
    },
    'that answers nonsense never looks as if it held nothing': async (subject) => {
      await expectFault(subject, 'malformed body', 'UNAVAILABLE', 'INTERNAL', 'INVALID_VALUE');
    },
    'that fails never looks as if it held nothing, in a batch, a list, a description or a probe': async (
      subject,
    ) => {
      const ref = await subject.seeded(VALUE);
      for (const call of ['findMany', 'list', 'describe', 'probe'] as const) {
        const backend = await broken(subject, 'server error');
        if (backend[call] !== undefined) await expectUnavailable(backend, () => called(backend, call, ref));
      }
    },
  },
};

/** A backend with a fault, or a case that is not tested. */
export async function broken(subject: Subject, fault: StoreFault): Promise<SecretsBackend> {
  const made = await orNotTested(subject.harness.openBroken)(fault);
  if (made === undefined) throw new NotTested(`the harness cannot make its store fail so: ${fault}`);
  if (typeof made === 'string') throw new NotTested(made);
  return subject.opened(made);
}

async function expectFault(
  subject: Subject,
  fault: StoreFault,
  ...codes: readonly SecretsErrorCode[]
): Promise<SecretsError> {
  const ref = await subject.seeded(VALUE);
  const backend = await broken(subject, fault);
  const error = await expectFailure(backend, backend.find(ref, unhurried()), ...codes);
  expectSilent(error, VALUE);
  return error;
}

async function called(
  backend: SecretsBackend,
  call: 'findMany' | 'list' | 'describe' | 'probe',
  ref: Parameters<SecretsBackend['find']>[0],
): Promise<unknown> {
  if (call === 'describe') return backend.describe?.(ref, unhurried());
  if (call === 'probe') return backend.probe?.(unhurried());
  if (call === 'findMany') {
    const [result] = (await backend.findMany?.([ref], unhurried())) ?? [];
    if (result !== undefined && 'error' in result) throw result.error;
    return result;
  }
  for await (const entry of backend.list?.({ kind: ref.kind }, unhurried()) ?? []) return entry;
  return undefined;
}

async function expectUnavailable(backend: SecretsBackend, work: () => Promise<unknown>): Promise<void> {
  await expectFailure(backend, work(), 'UNAVAILABLE');
}
