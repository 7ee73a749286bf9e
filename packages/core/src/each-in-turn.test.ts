import { expect } from 'chai';
import { eachInTurn } from './each-in-turn.js';
import { settled } from './test-kit/manual-clock.js';

describe('eachInTurn', () => {
  it('has so many under way at a time, and begins the next when one ends', async () => {
    const ends: (() => void)[] = [];
    const all = eachInTurn(
      [0, 1, 2, 3],
      2,
      (index) => new Promise<void>((resolve) => (ends[index] = resolve)),
    );
    await settled();
    expect(Object.keys(ends)).to.deep.equal(['0', '1']);
    ends[1]?.();
    await settled();
    expect(Object.keys(ends)).to.deep.equal(['0', '1', '2']);
    ends[0]?.();
    await settled();
    ends[2]?.();
    ends[3]?.();
    expect(await all).to.have.length(4);
  });

  it('gives the results in the order of the items, whichever ends first', async () => {
    const slowFirst = async (hops: number) => {
      for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
      return `after ${hops}`;
    };
    expect(await eachInTurn([9, 1, 5], 3, slowFirst)).to.deep.equal(['after 9', 'after 1', 'after 5']);
  });

  it('does nothing for no items, and fails when one of them does', async () => {
    expect(await eachInTurn([], 3, () => Promise.reject(new Error('never')))).to.deep.equal([]);
    const failing = (item: number) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item));
    const error = await eachInTurn([1, 2, 3], 2, failing).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'two');
  });
});
