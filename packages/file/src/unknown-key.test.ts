import { expect } from 'chai';
import { unknownKey } from './unknown-key.js';

describe('An unknown key', () => {
  const known = ['host', 'port', 'password'];

  it('is named when it is a known one mistyped', () => {
    for (const key of ['prot', 'Host', 'pass-word']) expect(unknownKey(key, known)).to.equal(`"${key}"`);
  });

  it('is not named when it may be anything else, such as a secret on the wrong line', () => {
    for (const key of ['hunter22', 'ghp_hunter22hunter22hunter22hunter22', 'p\u001bort', 'por\nt']) {
      expect(unknownKey(key, known)).to.equal('a key');
    }
  });
});
