import { expect } from 'chai';
import { playHistories, traceHistory } from './play-histories.js';

const HISTORIES = Number(process.env.CHATELAINE_HISTORIES ?? 20_000);
const SEED = process.env.CHATELAINE_SEED;

describe('Core, in histories that are drawn from a seed', function () {
  this.timeout(600_000);

  if (SEED !== undefined) {
    it(`breaks no invariant in the one of seed ${SEED}`, async () => {
      const { lines, broken } = await traceHistory(Number(SEED));
      process.stdout.write(`${lines.join('\n')}\n`);
      expect(broken).to.equal(undefined);
    });
    return;
  }

  it(`breaks no invariant in ${HISTORIES} of them`, async () => {
    const { histories, broken } = await playHistories(HISTORIES);
    if (broken !== undefined) {
      const { seed, invariant, detail } = broken;
      expect.fail(
        `Seed ${seed} breaks "${invariant}": ${detail}. Read it with CHATELAINE_SEED=${seed} npm run test:simulation`,
      );
    }
    expect(histories).to.equal(HISTORIES);
  });

  it('plays the same history for the same seed', async () => {
    const [first, second] = await Promise.all([traceHistory(7), traceHistory(7)]);
    expect(first.lines).to.have.length.greaterThan(10);
    expect(second.lines).to.deep.equal(first.lines);
  });
});
