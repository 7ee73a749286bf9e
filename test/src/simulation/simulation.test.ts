import * as core from '@chatelaine/core';
import { expect } from 'chai';
import { playHistory } from './history.js';
import { playHistories } from './play-histories.js';
import { collectRejections } from './rejections.js';

const HISTORIES = Number(process.env.CHATELAINE_HISTORIES ?? 20_000);
const SEED = process.env.CHATELAINE_SEED;

describe('Core, in histories that are drawn from a seed', () => {
  if (SEED === undefined) {
    it(`breaks no invariant in ${HISTORIES} of them`, async function () {
      this.timeout(600_000);
      const { histories, broken } = await playHistories(HISTORIES);
      const again = `CHATELAINE_SEED=${broken?.seed} npm run test:simulation`;
      if (broken !== undefined)
        expect.fail(
          `Seed ${broken.seed} breaks "${broken.invariant}": ${broken.detail}. Read it with ${again}`,
        );
      expect(histories).to.equal(HISTORIES);
    });

    it('plays the same history for the same seed', async () => {
      const [first, second] = [await playHistory(core, 7, true), await playHistory(core, 7, true)];
      expect(first.lines).to.have.length.greaterThan(10);
      expect(second.lines).to.deep.equal(first.lines);
    });
    return;
  }

  it(`breaks no invariant in the one of seed ${SEED}`, async () => {
    collectRejections();
    const { violation, lines = [] } = await playHistory(core, Number(SEED), true);
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(violation).to.equal(undefined);
  });
});
