import assert from 'node:assert/strict';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';
import { isHere, methodOf, unhurried } from '../subject.js';

export const removing: Topic = {
  name: 'A removal',
  applies: ({ capabilities }) => capabilities.remove,
  cases: {
    'takes away what is there, and says so': async (subject) => {
      const ref = await subject.seeded('x');
      const other = await subject.seeded('stays');
      assert.equal(await methodOf(await subject.backend(), 'remove')(ref, unhurried()), true);
      expectMissing(await subject.find(ref), 'it was removed');
      expectValue(await subject.find(other), 'stays');
    },
    'of what is not there is false': async (subject) => {
      const remove = methodOf(await subject.backend(), 'remove');
      assert.equal(await remove(await subject.fresh(), unhurried()), false, 'it was never there');
      const ref = await subject.seeded('x');
      await remove(ref, unhurried());
      assert.equal(await remove(ref, unhurried()), false, 'it was removed before');
    },
    'of what cannot be here is false': async (subject) => {
      const backend = await subject.backend();
      const victim = await subject.seeded('victim');
      const ids = ['..', `../${victim.id}`, `${victim.id} x`, `${victim.id}?x`].filter(
        (id) => !isHere(backend, { kind: victim.kind, id }),
      );
      if (ids.length === 0) throw new NotTested('the store has a name for every id');
      for (const id of ids)
        assert.equal(await methodOf(backend, 'remove')({ kind: victim.kind, id }, unhurried()), false);
      expectValue(await subject.find(victim), 'victim');
    },
    'leaves nothing to describe or to list': async (subject) => {
      const backend = await subject.backend();
      const ref = await subject.seeded('x');
      await methodOf(backend, 'remove')(ref, unhurried());
      assert.equal(await backend.describe?.(ref, unhurried()), undefined, 'it was removed and is described');
      for await (const entry of backend.list?.({ kind: ref.kind }, unhurried()) ?? [])
        assert.notEqual(entry.ref.id, ref.id, 'it was removed and is listed');
    },
  },
};
