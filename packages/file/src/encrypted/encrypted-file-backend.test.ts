import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretKind } from '@chatelaine/core';
import { expect } from 'chai';
import type { FileOptions } from '../file-options.js';
import { refusal } from '../opened.test.fixture.js';
import {
  AGE_ARMORED,
  AGE_BINARY,
  KEY,
  OTHER_KEY,
  RECIPIENT,
  SOPS_ENV,
  SOPS_JSON,
  SOPS_MAC_ONLY_ENCRYPTED,
  SOPS_YAML,
} from '../tool-files.test.fixture.js';
import type { WritableFile } from './encrypted-file-backend.js';
import { encryptedFile } from './encrypted-file-backend.js';
import { sealFile } from './seal-file.js';

const NEVER_ABORTED = { signal: new AbortController().signal };
const TEXT = 'line 1\nGröße: "2" #x \\n';

describe('EncryptedFileBackend', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-sealed-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function backendOf(
    name: string,
    content: string | Uint8Array,
    options: FileOptions = { path: name },
  ): Promise<WritableFile> {
    await writeFile(join(folder, name), content);
    return encryptedFile({ ageKey: KEY, ...options }, { directory: folder });
  }
  const contentOf = (name: string) => readFile(join(folder, name), 'utf8');

  it('writes, reads, replaces and removes in every format', async () => {
    for (const [name, content, kind] of [
      ['a.yaml', SOPS_YAML, 'secret'],
      ['b.yaml', SOPS_MAC_ONLY_ENCRYPTED, 'config'],
      ['a.json', SOPS_JSON, 'connection'],
      ['a.env', SOPS_ENV, 'secret'],
      ['a.yaml.age', AGE_BINARY, 'variable'],
    ] as const) {
      const backend = await backendOf(name, content);
      const isSealed = kind !== 'config' && kind !== 'connection';
      const id = isSealed ? 'new-id' : 'new-pass-word';
      for (const text of [kind === 'connection' ? 'http://one' : TEXT, 'http://two']) {
        const { name: written } = await backend.write({ kind, id }, text, NEVER_ABORTED);
        const found = await backend.find({ kind, id }, NEVER_ABORTED);
        expect(found, name).to.deep.equal({ value: text, name: written });
      }
      expect(await backend.remove({ kind, id }, NEVER_ABORTED)).to.equal(true);
      expect(await backend.remove({ kind, id }, NEVER_ABORTED)).to.equal(false);
      expect(await find(backend, kind, id)).to.equal(undefined);
    }
  });

  it('changes one value of a file of SOPS, and no letter of the others', async () => {
    const backend = await backendOf('a.yaml', SOPS_YAML);
    await backend.write({ kind: 'variable', id: 'hello' }, 'hunter22', NEVER_ABORTED);
    const changed = await contentOf('a.yaml');
    const lines = (text: string) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => !/^(?:hello|mac|lastmodified):/.test(line));
    expect(lines(changed)).to.deep.equal(lines(SOPS_YAML));
    expect(changed).not.to.contain('hunter22');
    expect(await find(backend, 'secret', 'umlaut')).to.equal('Größe');
  });

  it('leaves in clear what the rule of the file leaves in clear', async () => {
    const backend = await backendOf('a.yaml', SOPS_YAML);
    await backend.write({ kind: 'variable', id: 'x_unencrypted' }, '2020-01-01', NEVER_ABORTED);
    expect(await contentOf('a.yaml')).to.contain('x_unencrypted: "2020-01-01"');
    expect(await find(backend, 'variable', 'x_unencrypted')).to.equal('2020-01-01');
  });

  it('keeps the form of an age file, and encrypts it for its one recipient', async () => {
    const backend = await backendOf('a.age.yaml', AGE_BINARY, {
      path: 'a.age.yaml',
      ageKey: `${OTHER_KEY}\n${KEY}`,
    });
    await backend.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED);
    expect(await contentOf('a.age.yaml')).to.match(/^age-encryption\.org\/v1\n-> X25519 \S+\n\S+\n---/);
    const own = encryptedFile({ path: 'a.age.yaml', ageKey: KEY }, { directory: folder });
    expect(await find(own, 'secret', 'a')).to.equal('b');
  });

  it('does not guess whom a file of several recipients is for', async () => {
    const backend = await backendOf('a.yaml', AGE_ARMORED);
    expect(await refusal(backend.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED))).to.match(
      /^INVALID_CONFIG file: the file is encrypted for 2 recipients, and does not say who they are\. Name all/,
    );
    expect(await contentOf('a.yaml')).to.equal(AGE_ARMORED);
    const named = await backendOf('a.yaml', AGE_ARMORED, { path: 'a.yaml', ageRecipients: [RECIPIENT] });
    await named.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED);
    expect(await contentOf('a.yaml')).to.match(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(await find(named, 'secret', 'a')).to.equal('b');
  });

  it('makes one change after the other, so that none is lost', async () => {
    const backend = await backendOf('a.yaml', SOPS_YAML);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(ids.map((id) => backend.write({ kind: 'secret', id }, id, NEVER_ABORTED)));
    for (const id of ids) expect(await find(backend, 'secret', id)).to.equal(id);
  });

  it('leaves a file that it cannot open as it is, and goes on with the next change', async () => {
    const broken = SOPS_YAML.replace('open_unencrypted: 3.5', 'open_unencrypted: 3.6');
    const backend = await backendOf('a.yaml', broken);
    expect(await refusal(backend.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED))).to.match(
      /^INVALID_VALUE /,
    );
    expect(await contentOf('a.yaml')).to.equal(broken);
    await writeFile(join(folder, 'a.yaml'), SOPS_YAML);
    await backend.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED);
    expect(await find(backend, 'secret', 'a')).to.equal('b');
  });

  it('writes nothing into a file in clear', async () => {
    const backend = await backendOf('a.yaml', 'secrets: { a: b }');
    expect(await refusal(backend.write({ kind: 'secret', id: 'a' }, 'c', NEVER_ABORTED))).to.match(
      /^UNSUPPORTED file: the file of option "path" is not encrypted\. Encrypt it first/,
    );
    expect(await contentOf('a.yaml')).to.equal('secrets: { a: b }');
  });

  it('refuses ids that can be no key, and values that can be no text', async () => {
    const env = await backendOf('a.env', SOPS_ENV);
    const yaml = await backendOf('a.yaml', SOPS_YAML, { secrets: 'a.yaml' });
    const write = (
      backend: WritableFile,
      id: string,
      value: string | Uint8Array,
      kind: SecretKind = 'secret',
    ) => refusal(backend.write({ kind, id }, value, NEVER_ABORTED));
    expect(await write(env, 'a=b', 'x')).to.match(/^INVALID_REFERENCE /);
    expect(await write(env, '#a', 'x')).to.match(/^INVALID_REFERENCE /);
    expect(await write(env, 'a', 'x', 'config')).to.match(/^INVALID_REFERENCE .*no file that holds configs/);
    expect(await write(yaml, 'sops', 'x')).to.match(/^INVALID_REFERENCE /);
    expect(await write(env, 'a', '')).to.match(/^INVALID_VALUE .*no place for the empty value/);
    expect(await write(yaml, 'a', Uint8Array.of(0xff))).to.match(/^INVALID_VALUE .*bytes/);
  });

  it('replaces the file in one step: its mode stays, links lead to it, and nothing is left beside it', async () => {
    const backend = await backendOf('a.yaml', SOPS_YAML, { path: 'link.yaml' });
    await chmod(join(folder, 'a.yaml'), 0o640);
    await symlink('a.yaml', join(folder, 'link.yaml'));
    await backend.write({ kind: 'secret', id: 'a' }, 'b', NEVER_ABORTED);
    expect((await stat(join(folder, 'a.yaml'))).mode & 0o777).to.equal(0o640);
    expect((await readdir(folder)).sort()).to.deep.equal(['a.yaml', 'link.yaml']);
    expect(await find(backend, 'secret', 'a')).to.equal('b');
  });

  it('does not change what others point to by an alias', async () => {
    const backend = await backendOf(
      'a.yaml',
      SOPS_YAML.replace('first_unencrypted: one', 'first_unencrypted: &a one'),
    );
    const ref = { kind: 'variable', id: 'first_unencrypted' } as const;
    expect(await refusal(backend.write(ref, 'b', NEVER_ABORTED))).to.contain('has an anchor');
    expect(await refusal(backend.remove(ref, NEVER_ABORTED))).to.contain('has an anchor');
  });
});

describe('sealFile', () => {
  it('makes a file that its reader opens, and nobody but its owner may read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chatelaine-sealed-'));
    try {
      await sealFile(
        'a.yaml.age',
        'secrets: { a: b }',
        { ageRecipients: [RECIPIENT], armor: true },
        { directory: folder },
      );
      expect((await stat(join(folder, 'a.yaml.age'))).mode & 0o777).to.equal(0o600);
      const backend = encryptedFile({ path: 'a.yaml.age', ageKey: KEY }, { directory: folder });
      expect(await find(backend, 'secret', 'a')).to.equal('b');
      const sealed = (options: object) => refusal(sealFile('b', 'x', options, { directory: folder }));
      expect(await sealed({})).to.match(/^INVALID_CONFIG .*who can open/);
      expect(await sealed({ ageRecipients: [RECIPIENT], passphrase: 'x' })).to.match(
        /^INVALID_CONFIG .*who can open/,
      );
      expect(await sealed({ ageRecipients: ['age1hunter22'] })).to.equal(
        'INVALID_CONFIG file: a recipient is not valid. Give what "age-keygen -y" prints: it begins with "age1".',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

async function find(backend: WritableFile, kind: SecretKind, id: string): Promise<unknown> {
  return (await backend.find({ kind, id }, NEVER_ABORTED))?.value;
}
