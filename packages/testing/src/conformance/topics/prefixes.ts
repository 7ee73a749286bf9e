import assert from 'node:assert/strict';
import type { SecretKind } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';
import { isHere, type Subject } from '../subject.js';
import { placeOf } from './names.js';

const OPTION: Readonly<Record<SecretKind, string>> = {
  connection: 'connectionsPrefix',
  variable: 'variablesPrefix',
  config: 'configPrefix',
  secret: 'secretsPrefix',
};

export const prefixes: Topic = {
  name: 'A prefix',
  cases: {
    'of null has the store not asked for that kind, not once': async (subject) => {
      for (const kind of await prefixedKinds(subject)) {
        const ref = await subject.seeded('postgres://db.example/app', kind);
        const backend = await subject.open({ options: { [OPTION[kind]]: null } });
        const requests = await subject.requestsOf(async () => {
          expectMissing(await subject.find(ref, backend), `${OPTION[kind]} is null`);
          await backend.findMany?.([ref, ref], { signal: new AbortController().signal });
        });
        assert.ok(
          requests === undefined || requests === 0,
          `${OPTION[kind]} is null, and the store was asked`,
        );
        if (backend.locate !== undefined)
          assert.ok(!isHere(backend, ref), `${OPTION[kind]} is null, and locate tells a name`);
      }
    },
    'of null leaves the other kinds alone': async (subject) => {
      const [first, second] = await prefixedKinds(subject);
      if (first === undefined || second === undefined) throw new NotTested('one kind alone is looked up');
      const ref = await subject.seeded('postgres://db.example/app', second);
      const backend = await subject.open({ options: { [OPTION[first]]: null } });
      expectValue(await subject.find(ref, backend), 'postgres://db.example/app');
    },
    'that is empty stands for none': async (subject) => {
      const kinds = await prefixedKinds(subject);
      const [kind] = kinds.filter((other) => other !== 'secret');
      if (kind === undefined) throw new NotTested('nothing but raw secrets is looked up');
      const backend = await subject.open({ options: { [OPTION[kind]]: '', secretsPrefix: '' } });
      const { id } = await subject.fresh();
      expectMissing(await subject.find({ kind, id }, backend), 'nothing is there');
      const raw = { kind: 'secret', id } as const;
      if (placeOf(backend, raw) === undefined || placeOf(backend, raw) !== placeOf(backend, { kind, id }))
        return;
      await subject.seed(raw, 'postgres://db.example/app');
      expectValue(await subject.find({ kind, id }, backend), 'postgres://db.example/app');
    },
  },
};

async function prefixedKinds(subject: Subject): Promise<readonly SecretKind[]> {
  const { noPrefixes } = subject.harness;
  if (noPrefixes !== undefined) throw new NotTested(noPrefixes);
  return subject.kinds();
}
