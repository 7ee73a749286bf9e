import { expect } from 'chai';
import fc from 'fast-check';
import { FairQueue } from './fair-queue.js';

describe('A fair queue', () => {
  it('serves who came first, and nobody when it is empty', () => {
    const queue = new FairQueue<string>();
    queue.join('a');
    queue.join('b');
    expect([queue.next(), queue.next(), queue.next()]).to.deep.equal(['a', 'b', undefined]);
    expect(queue.isEmpty).to.equal(true);
  });

  it('does not serve who left, wherever they stood, and lets nobody leave twice', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 8 }), (leaving) => {
        const queue = new FairQueue<number>();
        const places = leaving.map((_leaves, index) => queue.join(index));
        const left = places.filter((_place, index) => leaving[index]);
        for (const place of [...left, ...left]) place.leave();
        const staying = leaving.flatMap((leaves, index) => (leaves ? [] : [index]));
        expect([...queue].map(({ item }) => item)).to.deep.equal(staying);
        expect(staying.map(() => queue.next())).to.deep.equal(staying);
        expect(queue.isEmpty).to.equal(true);
      }),
    );
  });

  it('takes more after it was emptied', () => {
    const queue = new FairQueue<string>();
    queue.join('a').leave();
    queue.join('b');
    expect(queue.next()).to.equal('b');
  });
});
