import { expect } from 'chai';
import { didYouMean, nearest } from './nearest.js';

describe('The nearest known word', () => {
  const known = ['vaultUrl', 'connectionsPrefix', 'variablesPrefix', 'separator'];
  const meant: readonly [string, string | undefined][] = [
    ['vaultUr', 'vaultUrl'],
    ['vualtUrl', 'vaultUrl'],
    ['vault_url', 'vaultUrl'],
    ['VAULTURL', 'vaultUrl'],
    ['variable-prefix', 'variablesPrefix'],
    ['seperator', 'separator'],
    ['timeout', undefined],
    ['', undefined],
  ];
  for (const [word, expected] of meant) {
    it(`for ${JSON.stringify(word)} is ${expected}`, () => {
      expect(nearest(word, known)).to.equal(expected);
    });
  }

  it('is offered as a question, or else all known words are listed', () => {
    expect(didYouMean('separater', known)).to.equal('Did you mean "separator"?');
    expect(didYouMean('zzz', ['env', 'file'])).to.equal('Known here: env, file.');
    expect(didYouMean('zzz', [])).to.equal('Remove it.');
  });
});
