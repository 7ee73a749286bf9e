import assert from 'node:assert/strict';
import type { SecretKind, SecretListing, SecretsBackend } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectAborted, expectValue } from '../expectations.js';
import { isHere, methodOf, type Subject, unhurried } from '../subject.js';

const VALUE = 'a value that no list may show';
const PAGE = 25;

export const listing: Topic = {
  name: 'A list',
  applies: ({ capabilities }) => capabilities.list,
  cases: {
    'of more than a page tells each secret once, under the reference that finds it': async (subject) => {
      const count = (subject.harness.pageSize ?? PAGE) + 5;
      const refs = await subject.allSeeded(Array.from({ length: count }, (_, index) => `value ${index}`));
      const entries = await listed(subject);
      for (const [index, ref] of refs.entries()) {
        const same = entries.filter((entry) => entry.ref.id === ref.id);
        assert.equal(same.length, 1, `entry ${index} of ${count} is listed ${same.length} times`);
      }
      const last = entries.find((entry) => entry.ref.id === refs.at(-1)?.id);
      assert.ok(last !== undefined);
      const found = await subject.find(last.ref);
      expectValue(found, `value ${count - 1}`);
      assert.equal(last.name, found?.name, 'the list and the read give one secret two names');
    },
    'holds no value, no matter what is asked of it': async (subject) => {
      await subject.seeded(VALUE);
      for (const entry of await listed(subject)) {
        assert.ok(!JSON.stringify(entry).includes(VALUE), 'a value is listed');
        assert.ok(!('value' in entry), 'an entry has a "value"');
      }
    },
    'of a kind holds nothing of another': async (subject) => {
      const kinds = await subject.kinds();
      const backend = await subject.backend();
      for (const kind of kinds) await subject.seeded('postgres://db.example/app', kind);
      for (const kind of kinds)
        for (const entry of await listed(subject, kind)) {
          assert.equal(entry.ref.kind, kind, `a list of kind ${kind} holds another`);
          assert.ok(isHere(backend, entry.ref), 'a reference is listed that locate says is not here');
        }
    },
    'of a kind that is not looked up is empty': async (subject) => {
      const here = await subject.kinds();
      const others = (['variable', 'connection', 'config', 'secret'] as const).filter(
        (kind) => !here.includes(kind),
      );
      for (const kind of others) assert.deepEqual(await listed(subject, kind), []);
    },
    'goes on while secrets come, change and go': async (subject) => {
      const stays = await subject.seeded('stays');
      const goes = await subject.seeded('goes');
      const seen: SecretListing[] = [];
      for await (const entry of methodOf(await subject.backend(), 'list')(
        { kind: stays.kind },
        unhurried(),
      )) {
        seen.push(entry);
        if (seen.length !== 1) continue;
        await subject.seed(stays, 'rotated');
        await subject.harness.unseed(goes);
        await subject.seeded('comes');
      }
      assert.equal(
        seen.filter(({ ref }) => ref.id === stays.id).length,
        1,
        'what was there all the time is listed once',
      );
      assert.equal(new Set(seen.map(({ name }) => name)).size, seen.length, 'something is listed twice');
    },
    'holds nothing that was taken away before': async (subject) => {
      const ref = await subject.seeded('gone');
      await subject.harness.unseed(ref);
      assert.ok(
        !(await listed(subject)).some((entry) => entry.ref.id === ref.id),
        'what was taken away is listed',
      );
    },
    'may be left in the middle': async (subject) => {
      const backend = await subject.open();
      const ref = await subject.seeded('x');
      for await (const _entry of methodOf(backend, 'list')({ kind: ref.kind }, unhurried())) break;
      expectValue(await subject.find(ref, backend), 'x');
    },
    'is not begun for a caller who no longer waits': async (subject) => {
      const ref = await subject.seeded('x');
      const backend = await subject.backend();
      if (backend.supports?.local === true)
        throw new NotTested('it answers from this machine, and nobody waits');
      await expectAborted(entriesOf(backend, ref.kind, AbortSignal.abort()));
    },
  },
};

async function listed(subject: Subject, kind?: SecretKind): Promise<readonly SecretListing[]> {
  const [first = 'variable'] = await subject.kinds();
  return entriesOf(await subject.backend(), kind ?? first, unhurried().signal);
}

async function entriesOf(
  backend: SecretsBackend,
  kind: SecretKind,
  signal: AbortSignal,
): Promise<readonly SecretListing[]> {
  const entries: SecretListing[] = [];
  for await (const entry of methodOf(backend, 'list')({ kind }, { signal })) entries.push(entry);
  return entries;
}
