import { expect } from 'chai';
import { illegalName } from './legal-name.js';

describe('illegalName', () => {
  const whyNot = illegalName({ service: 'Chest', pattern: /^[a-z]+$/, longest: 3, madeOf: 'small letters' });

  it('says nothing against a name that the service takes', () => {
    expect(whyNot('abc')).to.equal(undefined);
  });

  it('tells a name that is too long from one of other characters', () => {
    expect(whyNot('abcd')).to.equal('its name would have 4 characters, and Chest allows 3');
    expect(whyNot('A')).to.equal('a name in Chest is made of small letters');
    expect(whyNot('')).to.equal('a name in Chest is made of small letters');
  });
});
