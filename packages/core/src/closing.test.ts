import { expect } from 'chai';
import { Closing } from './closing.js';

describe('A closing', () => {
  it('ends all who wait then, once, and nobody who has left', () => {
    const closing = new Closing();
    const ended: string[] = [];
    const waiting = (name: string) => ({ close: () => ended.push(name), place: -1 });
    closing.add(waiting('a'));
    const leaving = waiting('b');
    closing.add(leaving);
    closing.add(waiting('c'));
    closing.delete(leaving);
    closing.delete(leaving);
    expect(closing.isClosed).to.equal(false);
    closing.close();
    closing.close();
    expect(closing.isClosed).to.equal(true);
    expect(ended).to.deep.equal(['a', 'c']);
  });
});
