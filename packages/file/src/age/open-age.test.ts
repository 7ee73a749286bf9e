import * as age from 'age-encryption';
import { expect } from 'chai';
import { jsonOf, keysOf, refusal } from '../opened.test.fixture.js';
import { AGE_ARMORED, AGE_BINARY, KEY, OTHER_KEY, RECIPIENT } from '../tool-files.test.fixture.js';

const CONTENT = '{"secrets":{"a":"hunter22"}}';

describe('A file that age encrypted', () => {
  it('is opened by the key of its recipient, as bytes and as text', async () => {
    expect(await jsonOf(AGE_BINARY)).to.equal(CONTENT);
    expect(await jsonOf(AGE_ARMORED)).to.equal(CONTENT);
    expect(await jsonOf(`\n${AGE_ARMORED.replaceAll('\n', '\r\n')}\n`)).to.equal(CONTENT);
  });

  it('is opened by any of several keys, whichever comes first', async () => {
    for (const ageKey of [`${OTHER_KEY}\n${KEY}`, `${KEY}\n${OTHER_KEY}`, OTHER_KEY])
      expect(await jsonOf(AGE_ARMORED, 'yaml', keysOf({ ageKey }))).to.equal(CONTENT);
  });

  it('is not opened by the key of another recipient, and a key that is missing is told apart', async () => {
    expect(await refusal(jsonOf(AGE_BINARY, 'yaml', keysOf({ ageKey: OTHER_KEY })))).to.match(
      /^UNAUTHENTICATED file: the file is encrypted, and no age key that was given opens it\. Use the key/,
    );
    expect(await refusal(jsonOf(AGE_BINARY, 'yaml', keysOf({})))).to.match(
      /^UNAUTHENTICATED file: the file is encrypted for age keys, and none was given\. Set "ageKeyFile"/,
    );
  });

  it('is opened by its passphrase alone', async () => {
    const bytes = await passphraseFile(2);
    expect(await jsonOf(bytes, 'yaml', keysOf({ passphrase: 'correct horse' }))).to.equal(CONTENT);
    expect(await refusal(jsonOf(bytes, 'yaml', keysOf({ passphrase: 'battery' })))).to.match(
      /^UNAUTHENTICATED .*the passphrase does not open it/,
    );
    expect(await refusal(jsonOf(bytes))).to.match(/^UNAUTHENTICATED .*by a passphrase, and none was given/);
  });

  it('is refused when its passphrase would take gigabytes of memory, before any is taken', async () => {
    const header = (await passphraseFile(2)).toString('latin1').replace(/(-> scrypt \S+) 2\n/, '$1 21\n');
    expect(
      await refusal(jsonOf(Buffer.from(header, 'latin1'), 'yaml', keysOf({ passphrase: 'x' }))),
    ).to.contain('the work factor of the passphrase is more than 20');
  });

  it('is refused when it names a thousand recipients, before they are tried', async () => {
    const [first = ''] = /-> X25519 .*\n.*\n/.exec(AGE_BINARY.toString('latin1')) ?? [];
    const bytes = Buffer.from(
      AGE_BINARY.toString('latin1').replace(first, () => first.repeat(1_000)),
      'latin1',
    );
    expect(await refusal(jsonOf(bytes))).to.contain('more than 100 recipients');
  });

  it('is refused wherever a bit of it is another, and never opened', async () => {
    for (let index = 0; index < AGE_BINARY.length; index += 1) {
      const changed = Buffer.from(AGE_BINARY);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await refusal(jsonOf(changed)), `byte ${index}`).not.to.contain('hunter22');
    }
  });

  it('is refused wherever it is cut off', async () => {
    for (let length = 1; length < AGE_BINARY.length; length += 7)
      expect(await refusal(jsonOf(AGE_BINARY.subarray(0, length))), `length ${length}`).not.to.contain(
        'hunter22',
      );
    for (let length = 40; length < AGE_ARMORED.length - 1; length += 41)
      expect(await refusal(jsonOf(AGE_ARMORED.slice(0, length))), `length ${length}`).not.to.contain(
        'hunter22',
      );
  });

  it('tells damage from a wrong key where that can be seen', async () => {
    const end = Buffer.from(AGE_BINARY);
    end[end.length - 1] = (end.at(-1) ?? 0) ^ 1;
    expect(await refusal(jsonOf(end))).to.equal('the encrypted file is damaged or cut off');
  });

  it('may hold any format', async () => {
    const encrypter = new age.Encrypter();
    encrypter.addRecipient(RECIPIENT);
    expect(await jsonOf(await encrypter.encrypt('A=b\n'), 'env')).to.equal('{"A":"b"}');
    expect(await jsonOf(await encrypter.encrypt('{"A": 1.50}'), 'json')).to.equal('{"A":1.50}');
  });
});

async function passphraseFile(factor: number): Promise<Buffer> {
  const encrypter = new age.Encrypter();
  encrypter.setScryptWorkFactor(factor);
  encrypter.setPassphrase('correct horse');
  return Buffer.from(await encrypter.encrypt('secrets: { a: hunter22 }'));
}
