import assert from 'node:assert/strict';
import type { ConformanceCase, Topic } from '../conformance-case.js';

const METHODS = {
  batch: 'findMany',
  list: 'list',
  describe: 'describe',
  write: 'write',
  remove: 'remove',
  watch: 'watch',
} as const;
const FLAGS = ['versions', 'teams'] as const;

export const claims: Topic = {
  name: 'A claim',
  cases: {
    ...Object.fromEntries(
      Object.entries(METHODS).map(([capability, method]): readonly [string, ConformanceCase] => [
        `about ${method} fits the backend`,
        async (subject) => {
          const claimed = subject.harness.capabilities[capability as keyof typeof METHODS];
          const backend = await subject.backend();
          if (claimed)
            assert.equal(
              typeof backend[method],
              'function',
              `${capability} is claimed, and ${method} is not there`,
            );
          else
            assert.equal(backend[method], undefined, `${capability} is not claimed, and ${method} is there`);
        },
      ]),
    ),
    ...Object.fromEntries(
      FLAGS.map((flag): readonly [string, ConformanceCase] => [
        `about ${flag} fits what the backend supports`,
        async (subject) => {
          const supported = (await subject.backend()).supports?.[flag] === true;
          assert.equal(
            supported,
            subject.harness.capabilities[flag],
            `supports.${flag} is not what the harness claims`,
          );
        },
      ]),
    ),
    'to be a backend is true: there is a name and a find': async (subject) => {
      const backend = await subject.backend();
      assert.ok(backend.name.trim() !== '', 'the backend has no name');
      assert.equal(typeof backend.find, 'function');
    },
    'to do nothing before it is asked is true': async (subject) => {
      const requests = await subject.requestsOf(() => subject.open());
      assert.ok(
        requests === undefined || requests === 0,
        'a backend that was only created has asked the store',
      );
    },
    "to have a label of one's choice is true": async (subject) => {
      const { name } = await subject.open({ context: { name: 'a-label' } });
      assert.equal(name, 'a-label', 'the name of the context is not the name of the backend');
    },
  },
};
