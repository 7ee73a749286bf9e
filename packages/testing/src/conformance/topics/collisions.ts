import type { SecretRef } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';
import type { Subject } from '../subject.js';
import { placeOf } from './names.js';

const ALIKE = ['a_b', 'a-b', 'a.b', 'a/b', 'a b', 'A_B', 'ab', 'a__b', 'a--b', 'a%5Fb', 'á_b', 'a\u0301_b'];

export const collisions: Topic = {
  name: 'Two names that are alike',
  cases: {
    'hold one secret where locate gives them one identity, and else two': async (subject) => {
      const { kind, id } = await subject.fresh();
      await expectPlaces(
        subject,
        ALIKE.map((end) => ({ kind, id: `${id}${end}` })),
      );
    },
    'are two where nothing but the kind differs, unless locate says otherwise': async (subject) => {
      const { id } = await subject.fresh();
      await expectPlaces(
        subject,
        (await subject.kinds()).map((kind) => ({ kind, id })),
      );
    },
  },
};

/** Stores under one reference after the other, and looks under which of them the value is found. */
async function expectPlaces(subject: Subject, refs: readonly SecretRef[]): Promise<void> {
  const backend = await subject.backend();
  if (backend.locate === undefined) throw new NotTested('the backend does not tell its names');
  const here = refs.filter((ref) => placeOf(backend, ref) !== undefined);
  for (const [index, stored] of here.entries()) {
    const value = `postgres://db.example/${index}`;
    await subject.seed(stored, value);
    for (const asked of here) {
      const found = await subject.find(asked);
      if (placeOf(backend, asked) === placeOf(backend, stored)) expectValue(found, value);
      else
        expectMissing(
          found,
          `${asked.kind}/${asked.id} has another identity than ${stored.kind}/${stored.id}`,
        );
    }
    await subject.harness.unseed(stored);
  }
}
