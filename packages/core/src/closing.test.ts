import { expect } from 'chai';
import { Closing } from './closing.js';

describe('A closing', () => {
  it('ends all who wait then, once, and nobody who has left', () => {
    const closing = new Closing();
    const ended: string[] = [];
    closing.onClose(() => ended.push('a'));
    const leave = closing.onClose(() => ended.push('b'));
    closing.onClose(() => ended.push('c'));
    leave();
    expect(closing.isClosed).to.equal(false);
    closing.close();
    closing.close();
    expect(closing.isClosed).to.equal(true);
    expect(ended).to.deep.equal(['a', 'c']);
  });
});
