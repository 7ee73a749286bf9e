import { expect } from 'chai';
import { dateOf } from './date-of.js';

describe('dateOf', () => {
  it('takes a date as it is, and reads one that is written', () => {
    const date = new Date(0);
    expect(dateOf(date)).to.equal(date);
    expect(dateOf('1970-01-01T00:00:00Z')).to.deep.equal(date);
  });

  it('is nothing for what is no real date', () => {
    const others = [new Date(Number.NaN), '', 'soon', undefined, null, 0, {}];
    expect(others.map(dateOf)).to.deep.equal(others.map(() => undefined));
  });
});
