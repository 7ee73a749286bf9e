import assert from 'node:assert/strict';
import type { SecretRef } from '@chatelaine/core';
import type { Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';
import type { Subject } from '../subject.js';

export const versions: Topic = {
  name: 'A version',
  applies: ({ capabilities }) => capabilities.versions,
  cases: {
    'is found as it was, and the newest without one': async (subject) => {
      const { ref, first, second } = await twice(subject);
      expectValue(await subject.find({ ...ref, version: first }), 'the first');
      expectValue(await subject.find({ ...ref, version: second }), 'the second');
      expectValue(await subject.find(ref), 'the second');
    },
    'is told of what was found': async (subject) => {
      const { ref, first, second } = await twice(subject);
      assert.equal((await subject.find(ref))?.version, second, 'the newest has the version that it became');
      assert.equal(
        (await subject.find({ ...ref, version: first }))?.version,
        first,
        'the version asked for is told',
      );
    },
    'that never was is missing': async (subject) => {
      const { ref, second } = await twice(subject);
      expectMissing(await subject.find({ ...ref, version: neverWas(second) }), 'this version never was');
      const other = await subject.fresh();
      expectMissing(await subject.find({ ...other, version: second }), 'nothing is under this id');
    },
    'that the store cannot have is missing, and reaches nothing': async (subject) => {
      const { ref, first } = await twice(subject);
      for (const version of [
        'no such version',
        '../1',
        `${first}/`,
        `${first}?x=1`,
        '%2e%2e',
        '-1',
        '1e0',
        'x'.repeat(250),
      ])
        expectMissing(
          await subject.find({ ...ref, version }),
          `there is no version ${JSON.stringify(version.slice(0, 20))}`,
        );
    },
  },
};

async function twice(subject: Subject): Promise<{ ref: SecretRef; first: string; second: string }> {
  const ref = await subject.fresh();
  const first = await subject.seed(ref, 'the first');
  const second = await subject.seed(ref, 'the second');
  assert.ok(
    first !== undefined && second !== undefined && first !== second,
    'the harness gives no two versions',
  );
  return { ref, first, second };
}

/** A version of the same form that the store has not given: a much later number, or other digits. */
function neverWas(version: string): string {
  if (/^\d{1,9}$/.test(version)) return String(Number(version) + 1_000);
  return version
    .replaceAll(/[0-9]/g, (digit) => String(9 - Number(digit)))
    .replaceAll(/[a-f]/g, (letter) => (letter === 'a' ? 'b' : 'a'));
}
