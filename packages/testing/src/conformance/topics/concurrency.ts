import type { FoundSecret } from '@chatelaine/core';
import type { Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';

const CALLERS = 128;

export const concurrency: Topic = {
  name: 'Many callers at once',
  cases: {
    'of a backend that was never asked all get the value of one secret': async (subject) => {
      const ref = await subject.seeded('one for all');
      const backend = await subject.open();
      const found = await Promise.all(Array.from({ length: CALLERS }, () => subject.find(ref, backend)));
      for (const one of found) expectValue(one, 'one for all');
    },
    'each get what they asked for': async (subject) => {
      const refs = await subject.allSeeded(Array.from({ length: 8 }, (_, index) => `value ${index}`));
      const absent = await subject.fresh();
      const asked = Array.from({ length: CALLERS }, (_, index) => index % 9);
      const found = await Promise.all(asked.map((which) => subject.find(refs[which] ?? absent)));
      for (const [index, which] of asked.entries()) {
        if (which === 8) expectMissing(found[index], 'nothing is there');
        else expectValue(found[index], `value ${which}`);
      }
    },
    'see the value before or after a change, and no mixture': async (subject) => {
      const [before, after] = ['b'.repeat(20_000), 'a'.repeat(20_000)];
      const ref = await subject.seeded(before);
      const reads: Promise<FoundSecret | undefined>[] = [];
      const change = subject.seed(ref, after);
      for (let turn = 0; turn < 20; turn += 1) {
        reads.push(subject.find(ref));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await change;
      for (const found of await Promise.all(reads)) {
        const isBefore = found?.value !== undefined && Buffer.from(found.value).toString() === before;
        expectValue(found, isBefore ? before : after);
      }
      expectValue(await subject.find(ref), after);
    },
  },
};
