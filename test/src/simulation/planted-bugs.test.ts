import { expect } from 'chai';
import { textOf } from '../support/repository.js';
import { changedCore } from './changed-core.js';
import { PLANTED_BUGS } from './planted-bugs.js';
import { playHistories } from './play-histories.js';
import { INVARIANTS } from './violation.js';

/** The histories of one run of continuous integration. */
const BUDGET = 20_000;

describe('The simulation finds a planted bug', () => {
  for (const bug of PLANTED_BUGS) {
    it(`: ${bug.name}`, async function () {
      this.timeout(600_000);
      const changed = await changedCore(bug);
      try {
        const { broken } = await playHistories(BUDGET, changed.url);
        expect(broken?.invariant).to.be.oneOf(Object.keys(INVARIANTS));
      } finally {
        await changed.remove();
      }
    });
  }

  it('and docs/simulation.md names each of them, and each invariant', () => {
    const page = textOf('docs/simulation.md');
    const rows = (heading: string) =>
      (page.split(`## ${heading}\n`)[1] ?? '')
        .split('\n## ')[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
        .slice(1)
        .map((line) => line.split(' | ')[0]?.slice(2));
    expect(rows('Planted bugs')).to.deep.equal(PLANTED_BUGS.map(({ name }) => name));
    expect(rows('What must hold')).to.deep.equal(Object.keys(INVARIANTS));
  });
});
