import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { keysOf, refusal } from '../opened.test.fixture.js';
import { KEY, OTHER_KEY, RECIPIENT } from '../tool-files.test.fixture.js';
import { userKeyFile } from './key-places.js';
import type { KeyOptions } from './key-source.js';
import { KeySource } from './key-source.js';

describe('The keys of encrypted files', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const sourceOf = (options: KeyOptions, env: Record<string, string> = {}): KeySource =>
    new KeySource(options, { name: 'file', directory: folder, env, clock: systemClock });

  async function keyFile(text: string, mode = 0o600, path = 'keys.txt'): Promise<string> {
    const whole = join(folder, path);
    await mkdir(join(whole, '..'), { recursive: true });
    await writeFile(whole, text);
    await chmod(whole, mode);
    return whole;
  }

  it('are in the file that age-keygen writes, whose path starts from the folder of the config file', async () => {
    await keyFile(`# created: 2026\n# public key: ${RECIPIENT}\n${KEY}\n\r\n ${OTHER_KEY}\r\n`);
    expect(await sourceOf({ ageKeyFile: 'keys.txt' }).load()).to.deep.equal({ identities: [KEY, OTHER_KEY] });
  });

  it('are read anew each time', async () => {
    const source = sourceOf({ ageKeyFile: 'keys.txt' });
    await keyFile(KEY);
    await source.load();
    await keyFile(OTHER_KEY);
    expect(await source.load()).to.deep.equal({ identities: [OTHER_KEY] });
  });

  it('are by default where sops looks for them, all together', async () => {
    const named = await keyFile(OTHER_KEY);
    await keyFile(KEY, 0o600, 'sops/age/keys.txt');
    const env = { SOPS_AGE_KEY_FILE: named, XDG_CONFIG_HOME: folder, SOPS_AGE_KEY: `${KEY} ${KEY}` };
    expect((await sourceOf({}, env).load()).identities).to.have.members([KEY, OTHER_KEY]);
    expect(await sourceOf({ ageKey: KEY }, { SOPS_AGE_KEY: OTHER_KEY }).load()).to.deep.equal({
      identities: [KEY],
    });
    expect(await sourceOf({}, { XDG_CONFIG_HOME: '/nowhere' }).load()).to.deep.equal({ identities: [] });
  });

  it("are in the user's configuration, in the way of each system", () => {
    expect(userKeyFile({ HOME: '/h' }, 'linux')).to.equal('/h/.config/sops/age/keys.txt');
    expect(userKeyFile({ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'linux')).to.equal('/x/sops/age/keys.txt');
    expect(userKeyFile({ HOME: '/h' }, 'darwin')).to.equal(
      '/h/Library/Application Support/sops/age/keys.txt',
    );
    expect(userKeyFile({ APPDATA: 'C' }, 'win32')).to.match(/^C.sops.age.keys\.txt$/);
    expect(userKeyFile({}, 'linux')).to.equal(undefined);
  });

  it('are not taken from a file that others may read', async function () {
    if (process.platform === 'win32') return this.skip();
    for (const mode of [0o640, 0o604, 0o620]) {
      await keyFile(KEY, mode);
      expect(await refusal(sourceOf({ ageKeyFile: 'keys.txt' }).load())).to.equal(
        'INVALID_CONFIG file: the file of option "ageKeyFile" may be read by others than its owner. Run "chmod 600" on it.',
      );
    }
  });

  it('are not taken from what is no such file', async () => {
    await keyFile('x'.repeat(65_537), 0o600, 'large');
    expect(await refusal(sourceOf({ ageKeyFile: 'large' }).load())).to.contain('is larger than 64 KiB');
    expect(await refusal(sourceOf({ ageKeyFile: '.' }).load())).to.contain('is not a regular file');
    expect(await refusal(sourceOf({ ageKeyFile: 'no' }).load())).to.match(/^INVALID_CONFIG .*does not exist/);
    expect(await refusal(sourceOf({}, { SOPS_AGE_KEY_FILE: '/no' }).load())).to.contain(
      'file: the file that SOPS_AGE_KEY_FILE names does not exist',
    );
  });

  it('are refused by name when they are of a kind that is not read, and never shown', async () => {
    for (const [text, problem] of [
      ['AGE-PLUGIN-YUBIKEY-1HUNTER22', 'a key of a plugin'],
      ['-----BEGIN OPENSSH PRIVATE KEY-----\nhunter22', 'a key of SSH'],
      ['-----BEGIN AGE ENCRYPTED FILE-----\nhunter22', 'is itself encrypted'],
      [RECIPIENT, 'a recipient'],
      ['hunter22', 'holds a line that is no age key'],
      [`${KEY}x`, 'holds a line that is no age key'],
    ] as const) {
      const message = await refusal(sourceOf({ ageKey: text }).load());
      expect(message)
        .to.match(/^INVALID_CONFIG /)
        .and.to.contain(problem);
      expect(message).not.to.match(/hunter22/i);
    }
  });

  it('may be a passphrase, which ends before the last line end of its file', async () => {
    await keyFile('correct horse \n\n');
    expect(await sourceOf({ passphraseFile: 'keys.txt' }).passphrase()).to.equal('correct horse \n');
    expect(await keysOf({ passphrase: 'x' }).passphrase()).to.equal('x');
  });
});
