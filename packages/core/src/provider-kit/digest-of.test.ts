import { expect } from 'chai';
import { digestOf } from './digest-of.js';

describe('digestOf', () => {
  it('is the same for the same words alone, and holds none of them', () => {
    expect(digestOf('a', undefined)).to.equal(digestOf('a', undefined));
    const others = [digestOf('a'), digestOf('a', ''), digestOf('', 'a'), digestOf('a', undefined)];
    expect(new Set(others).size).to.equal(others.length);
    expect(digestOf('hunter2-hunter2')).to.not.include('hunter2');
  });
});
