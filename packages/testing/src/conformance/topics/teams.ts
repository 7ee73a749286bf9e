import type { Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';

export const teams: Topic = {
  name: 'A team',
  applies: ({ capabilities }) => capabilities.teams,
  cases: {
    'has values of its own': async (subject) => {
      const ref = await subject.seeded('for all', 'variable');
      await subject.seed({ ...ref, team: 'blue' }, 'for blue');
      expectValue(await subject.find({ ...ref, team: 'blue' }), 'for blue');
      expectValue(await subject.find(ref), 'for all');
      expectValue(await subject.find({ ...ref, team: 'green' }), 'for all');
    },
    'falls back to the name without one': async (subject) => {
      const ref = await subject.seeded('for all', 'variable');
      expectValue(await subject.find({ ...ref, team: 'blue' }), 'for all');
    },
    'is not seen by those who ask without it': async (subject) => {
      const ref = await subject.fresh('variable');
      await subject.seed({ ...ref, team: 'blue' }, 'for blue');
      expectMissing(await subject.find(ref), 'only a team has it');
      expectMissing(await subject.find({ ...ref, team: 'green' }), 'only another team has it');
      expectValue(await subject.find({ ...ref, team: 'blue' }), 'for blue');
    },
  },
};
