import { itLeaksNothing } from '../../canary/it-leaks-nothing.js';
import type { Topic } from '../conformance-case.js';

export const leaks: Topic = {
  name: 'A secret',
  cases: {
    'leaks in no part, in success and in every failure': async (subject) => {
      const tests: (() => Promise<void>)[] = [];
      itLeaksNothing(subject.harness.leaks, (_name, test) => tests.push(test.bind(undefined)));
      for (const test of tests) await test();
    },
  },
};
