import { expect } from 'chai';
import { eachInTurn } from './each-in-turn.js';
import { settled } from './test-kit/manual-clock.js';

describe('eachInTurn', () => {
  it('has so many under way at a time, and begins the next when one ends', async () => {
    const ends: (() => void)[] = [];
    const all = eachInTurn(
      ['a', 'b', 'c', 'd'],
      2,
      (_item, index) => new Promise<void>((resolve) => (ends[index] = resolve)),
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
    await all;
    expect(ends).to.have.length(4);
  });

  it('does nothing for no items, and fails when one of them does', async () => {
    await eachInTurn([], 3, () => Promise.reject(new Error('never')));
    const failing = (item: number) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve());
    const error = await eachInTurn([1, 2, 3], 2, failing).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message', 'two');
  });
});
