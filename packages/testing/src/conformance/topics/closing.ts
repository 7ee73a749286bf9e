import assert from 'node:assert/strict';
import type { SecretRef, SecretsBackend } from '@chatelaine/core';
import type { Topic } from '../conformance-case.js';
import { expectCode, expectValue, failureOf } from '../expectations.js';
import { firstOf } from '../first-result.js';
import { methodOf, unhurried } from '../subject.js';
import { underWay } from './cancellation.js';
import { broken } from './failures.js';

export const closing: Topic = {
  name: 'A backend that was closed',
  cases: {
    'says so to every later call': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await subject.open();
      expectValue(await subject.find(ref, backend), 'x');
      await methodOf(backend, 'close')();
      expectCode(await failureOf(backend.find(ref, unhurried())), 'CLOSED');
      for (const call of laterCalls(backend, ref)) expectCode(await failureOf(call()), 'CLOSED');
    },
    'is closed a second time without harm, and without having been asked': async (subject) => {
      const backend = await subject.open();
      const close = methodOf(backend, 'close');
      const requests = await subject.requestsOf(async () => {
        await close();
        await close();
      });
      assert.ok(
        requests === undefined || requests === 0,
        'it was never asked, and its close asked the store',
      );
    },
    'ends the calls that are under way': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await broken(subject, 'hang');
      const close = methodOf(backend, 'close');
      const failure = failureOf(backend.find(ref, unhurried()));
      await underWay(subject);
      await close();
      expectCode(await failure, 'CLOSED');
    },
    'does not close others on the same store': async (subject) => {
      const ref = await subject.seeded('x');
      const [one, other] = [await subject.open(), await subject.open()];
      expectValue(await subject.find(ref, one), 'x');
      await methodOf(one, 'close')();
      expectValue(await subject.find(ref, other), 'x');
    },
  },
};

/** Every other call that the backend takes. */
function laterCalls(backend: SecretsBackend, ref: SecretRef): readonly (() => Promise<unknown>)[] {
  const { findMany, list, describe, write, remove, probe } = backend;
  return [
    ...(findMany ? [() => firstOf(findMany.call(backend, [ref], unhurried()))] : []),
    ...(list
      ? [() => list.call(backend, { kind: ref.kind }, unhurried())[Symbol.asyncIterator]().next()]
      : []),
    ...(describe ? [() => describe.call(backend, ref, unhurried())] : []),
    ...(write ? [() => write.call(backend, ref, 'y', unhurried())] : []),
    ...(remove ? [() => remove.call(backend, ref, unhurried())] : []),
    ...(probe ? [() => probe.call(backend, unhurried())] : []),
  ];
}
