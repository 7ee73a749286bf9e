import { armor, Encrypter } from 'age-encryption';
import { expect } from 'chai';
import { keysOf, refusal } from '../opened.test.fixture.js';
import { KEY, RECIPIENT } from '../tool-files.test.fixture.js';
import { dataKeyOf } from './data-key.js';

const DATA_KEY = Buffer.alloc(32, 7);

async function wrapped(by: (encrypter: Encrypter) => void): Promise<Map<string, string>> {
  const encrypter = new Encrypter();
  by(encrypter);
  return new Map([['age__list_0__map_enc', armor.encode(await encrypter.encrypt(DATA_KEY))]]);
}

describe('The data key of a file of SOPS', () => {
  it('is opened by a key of age', async () => {
    const metadata = await wrapped((encrypter) => encrypter.addRecipient(RECIPIENT));
    expect(await dataKeyOf(metadata, keysOf({ ageKey: KEY }))).to.deep.equal(DATA_KEY);
  });

  it('is never opened by a passphrase, which sops does not wrap by', async () => {
    const metadata = await wrapped((encrypter) => {
      encrypter.setPassphrase('horse');
      encrypter.setScryptWorkFactor(2);
    });
    for (const options of [{ passphrase: 'horse' }, { passphrase: 'horse', ageKey: KEY }])
      expect(await refusal(dataKeyOf(metadata, keysOf(options))))
        .to.match(/^UNAUTHENTICATED .* age key/)
        .and.not.to.contain('passphrase');
  });
});
