import { expect } from 'chai';
import { playHistories } from './play-histories.js';

describe('Core, in a few histories that are drawn from a seed', () => {
  it('breaks no invariant', async function () {
    this.timeout(60_000);
    const { histories, broken } = await playHistories(200);
    expect(broken, `seed ${broken?.seed}`).to.equal(undefined);
    expect(histories).to.equal(200);
  });
});
