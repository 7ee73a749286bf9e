import assert from 'node:assert/strict';
import type { FindResult, SecretRef } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { NotTested, orNotTested, type Topic } from '../conformance-case.js';
import { expectAborted, expectCode, expectFailure, expectMissing, expectValue } from '../expectations.js';
import { firstOf } from '../first-result.js';
import { methodOf, type Subject, unhurried } from '../subject.js';
import { underWay } from './cancellation.js';
import { broken } from './failures.js';

/** More than any of the known stores answers in one call. */
const MANY = 45;

export const batch: Topic = {
  name: 'A batch',
  applies: ({ capabilities }) => capabilities.batch,
  cases: {
    'answers as many as were asked, in their order': async (subject) => {
      const refs = await subject.allSeeded(Array.from({ length: MANY }, (_, index) => `value ${index}`));
      const mixed = refs.toReversed();
      const results = await findMany(subject, mixed);
      for (const [index, result] of results.entries()) expectFound(result, `value ${MANY - 1 - index}`);
    },
    'answers what is asked twice twice': async (subject) => {
      const [one, other] = [await subject.seeded('one'), await subject.seeded('other')];
      const results = await findMany(subject, [one, other, one, one]);
      for (const [index, value] of ['one', 'other', 'one', 'one'].entries())
        expectFound(results[index], value);
    },
    'of nothing is nothing': async (subject) => {
      assert.deepEqual(await findMany(subject, []), []);
    },
    'tells the missing and what cannot be here from the found': async (subject) => {
      const ref = await subject.seeded('there');
      const absent = await subject.fresh();
      const results = await findMany(subject, [
        absent,
        ref,
        { ...ref, id: '../x' },
        { ...ref, id: `${ref.id} x` },
        ref,
      ]);
      for (const index of [1, 4]) expectFound(results[index], 'there');
      for (const index of [0, 2, 3]) expectNothing(results[index]);
    },
    'of many that are missing is answered': async (subject) => {
      const refs = await Promise.all(Array.from({ length: MANY }, () => subject.fresh()));
      for (const result of await findMany(subject, refs)) expectNothing(result);
    },
    'holds several kinds': async (subject) => {
      const kinds = await subject.kinds();
      const refs: SecretRef[] = [];
      for (const kind of kinds) refs.push(await subject.seeded(`postgres://db.example/${kind}`, kind));
      for (const [index, result] of (await findMany(subject, refs)).entries())
        expectFound(result, `postgres://db.example/${kinds[index]}`);
    },
    'is not sunk by one that is denied': async (subject) => {
      const disable = orNotTested(subject.harness.disable);
      const refs = [
        await subject.seeded('one'),
        await subject.seeded('denied'),
        await subject.seeded('two'),
      ] as const;
      await disable(refs[1]);
      const [first, denied, last] = await findMany(subject, refs);
      expectFound(first, 'one');
      expectFound(last, 'two');
      assert.ok(denied !== undefined && 'error' in denied, 'the disabled secret has no error of its own');
      assert.ok(SecretsError.is(denied.error), 'the error of a reference is no SecretsError');
      expectCode(denied.error, 'ACCESS_DENIED');
    },
    'gives what single reads give': async (subject) => {
      const ref = await subject.seeded('the same');
      const [result] = await findMany(subject, [ref]);
      const found = await subject.find(ref);
      assert.ok(result !== undefined && 'found' in result);
      assert.equal(result.found?.name, found?.name);
      assert.equal(result.found?.version, found?.version);
    },
    'of an identity without the right is denied, as a whole or each': async (subject) => {
      const ref = await subject.seeded('denied');
      const backend = await subject.opened(orNotTested(subject.harness.openDenied)());
      await expectFailure(
        backend,
        firstOf(methodOf(backend, 'findMany')([ref], unhurried())),
        'ACCESS_DENIED',
      );
    },
    'is not begun for a caller who no longer waits': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await subject.backend();
      if (backend.supports?.local === true)
        throw new NotTested('it answers from this machine, and nobody waits');
      const results = methodOf(backend, 'findMany')([ref], { signal: AbortSignal.abort() });
      await expectAborted(firstOf(results));
    },
    'that never ends is left at once': async (subject) => {
      const refs = await subject.allSeeded(['one', 'other']);
      const backend = await broken(subject, 'hang');
      const controller = new AbortController();
      const end = expectAborted(firstOf(methodOf(backend, 'findMany')(refs, { signal: controller.signal })));
      await underWay(subject);
      controller.abort();
      await end;
    },
  },
};

/** Versions among the references of a batch. */
export const versionBatch: Topic = {
  name: 'A batch with versions',
  applies: ({ capabilities }) => capabilities.batch && capabilities.versions,
  cases: {
    'reads them beside the newest': async (subject) => {
      const ref = await subject.fresh();
      const first = await subject.seed(ref, 'the first');
      await subject.seed(ref, 'the second');
      const results = await findMany(subject, [ref, { ...ref, version: first ?? '' }, ref]);
      for (const [index, value] of ['the second', 'the first', 'the second'].entries())
        expectFound(results[index], value);
    },
  },
};

async function findMany(subject: Subject, refs: readonly SecretRef[]): Promise<readonly FindResult[]> {
  const results = await methodOf(await subject.backend(), 'findMany')(refs, unhurried());
  assert.equal(results.length, refs.length, 'there are not as many results as references');
  return results;
}

function expectFound(result: FindResult | undefined, value: string): void {
  assert.ok(result !== undefined && 'found' in result, 'a reference that can be read has an error');
  expectValue(result.found, value);
}

function expectNothing(result: FindResult | undefined): void {
  assert.ok(result !== undefined && 'found' in result, 'what is not there has an error');
  expectMissing(result.found, 'nothing is there');
}
