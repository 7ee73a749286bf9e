import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { SecretsError } from '@chatelaine/core';
import { orNotTested, type Topic } from '../conformance-case.js';
import { expectCode } from '../expectations.js';
import { methodOf, unhurried } from '../subject.js';

const VALUE = 'a value that no description may show';

export const describing: Topic = {
  name: 'A description',
  applies: ({ capabilities }) => capabilities.describe,
  cases: {
    'names what is there, and shows no value': async (subject) => {
      const ref = await subject.seeded(VALUE);
      const description = await methodOf(await subject.backend(), 'describe')(ref, unhurried());
      assert.ok(description !== undefined, 'the secret is there and is not described');
      assert.equal(description.name, (await subject.find(ref))?.name, 'it is described under another name');
      assert.ok(!inspect(description, { depth: 8 }).includes(VALUE), 'the description holds the value');
      assert.ok(!('value' in description), 'the description has a "value"');
    },
    'has the version that a read has': async (subject) => {
      const ref = await subject.seeded('one');
      await subject.seed(ref, 'two');
      const found = await subject.find(ref);
      const description = await methodOf(await subject.backend(), 'describe')(ref, unhurried());
      assert.equal(description?.version, found?.version, 'the description is of another version');
    },
    'of what is not there, or cannot be, is undefined': async (subject) => {
      const describe = methodOf(await subject.backend(), 'describe');
      const ref = await subject.fresh();
      assert.equal(await describe(ref, unhurried()), undefined);
      assert.equal(await describe({ ...ref, id: `../${ref.id}` }, unhurried()), undefined);
      const gone = await subject.seeded('gone');
      await subject.harness.unseed(gone);
      assert.equal(await describe(gone, unhurried()), undefined, 'it was taken away');
    },
    'of a disabled secret does not say that it is enabled': async (subject) => {
      const disable = orNotTested(subject.harness.disable);
      const ref = await subject.seeded(VALUE);
      await disable(ref);
      const described = methodOf(await subject.backend(), 'describe')(ref, unhurried());
      const answer = await described.catch((error: unknown) => error);
      if (SecretsError.is(answer)) return expectCode(answer, 'ACCESS_DENIED');
      const { enabled } = (answer ?? {}) as { readonly enabled?: boolean };
      assert.notEqual(enabled, true, 'a disabled secret is described as enabled');
    },
  },
};
