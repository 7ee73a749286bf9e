import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileOptions, file } from '@chatelaine/file';
import { encryptedFile, sealFile } from '@chatelaine/file/encrypted';
import { expect } from 'chai';
import { createSecrets, loadSecrets } from 'chatelaine';
import fc from 'fast-check';
import { loadedBy, thirdParty } from '../../support/loaded-files.js';
import { type EncryptionTools, encryptionTools } from '../../support/servers/encryption-tools.js';

const NEVER_ABORTED = { signal: new AbortController().signal };
const TEXT = 'line 1\n"Größe": #x \\n 2';

describe('Encrypted files', function () {
  this.timeout(60_000);
  let tools: EncryptionTools;
  const at = (name: string) => join(tools.folder.path, name);
  const put = async (name: string, text: string) => {
    await writeFile(at(name), text);
    return at(name);
  };
  const read = async (
    path: string,
    id: string,
    options: FileOptions = {},
    kind: 'secret' | 'variable' = 'secret',
  ) => {
    const backend = file({ path, ageKeyFile: tools.keyFile, ...options });
    return (await backend.find({ kind, id }, NEVER_ABORTED))?.value;
  };
  const sealed = async (name: string, text: string, ...args: readonly string[]) => {
    const plain = await put(`plain-${name}`, text);
    const output = at(name);
    await tools.sops('encrypt', '--age', tools.recipient, ...args, '--output', output, plain);
    return output;
  };

  before(async function () {
    tools = await encryptionTools(this);
  });
  after(() => tools?.folder.remove());

  describe('of age', () => {
    it('are read as age writes them, by a config file that names the key file', async () => {
      const plain = await put('plain.yaml', 'variables: { hello: World }');
      await tools.age('-r', tools.recipient, '-o', at('a.yaml.age'), plain);
      await tools.age('-a', '-r', tools.recipient, '-o', at('armored.yaml'), plain);
      for (const path of ['a.yaml.age', 'armored.yaml']) {
        const options = { path, ageKeyFile: 'keys.txt' };
        await put('chatelaine.yaml', JSON.stringify({ backends: [{ provider: 'file', options }] }));
        const secrets = await loadSecrets({ config: at('chatelaine.yaml') });
        expect((await secrets.getVariable('hello')).reveal(), path).to.equal('World');
        await secrets.close();
      }
    });

    it('are opened by the passphrase that was typed into age', async () => {
      const plain = await put('plain.yaml', 'secrets: { a: hunter22 }');
      await tools.ageWithPassphrase('correct horse', '-p', '-o', at('p.age.yaml'), plain);
      expect(await read(at('p.age.yaml'), 'a', { passphrase: 'correct horse' })).to.equal('hunter22');
    });

    it('are written so that age opens them', async () => {
      const other = await tools.anotherKey('other.txt');
      const ageRecipients = [other.recipient, tools.recipient];
      await sealFile(at('ours.yaml.age'), 'secrets: { a: b } # kept', { ageRecipients });
      await encryptedFile({ path: at('ours.yaml.age'), ageKeyFile: tools.keyFile, ageRecipients }).write(
        { kind: 'secret', id: 'new' },
        TEXT,
        NEVER_ABORTED,
      );
      for (const key of [tools.keyFile, other.keyFile]) {
        const opened = await tools.age('-d', '-i', key, at('ours.yaml.age'));
        expect(opened).to.equal(`secrets: { a: b, new: ${JSON.stringify(TEXT)} } # kept\n`);
      }
      await sealFile(at('ours.env'), 'A=b\n', { passphrase: 'correct horse', armor: true });
      await tools.ageWithPassphrase('correct horse', '-d', '-o', at('opened.env'), at('ours.env'));
      expect(await readFile(at('opened.env'), 'utf8')).to.equal('A=b\n');
    });
  });

  describe('of SOPS', () => {
    it('are read as sops reads them, whatever is in them', async () => {
      const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((text) => text !== 'sops');
      const { tree } = fc.letrec((tie) => ({
        tree: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        value: fc.oneof(
          { maxDepth: 3 },
          fc.string({ unit: 'grapheme' }).filter((text) => /^[^\p{C}]*$/u.test(text)),
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
          fc.boolean(),
          fc.constant(null),
          fc.array(tie('value'), { maxLength: 3 }),
          tie('tree'),
        ),
      }));
      await fc.assert(
        fc.asyncProperty(tree, fc.constantFrom('json', 'yaml'), async (document, format) => {
          const path = await sealed(`any.${format}`, JSON.stringify({ top: document }));
          const theirs = JSON.parse(await tools.sops('decrypt', '--output-type', 'json', path));
          const ours = await read(path, 'top', { path: undefined, secrets: path });
          expect(JSON.parse(String(ours))).to.deep.equal(theirs.top);
        }),
        { numRuns: 25 },
      );
    });

    it('are read in every format and with every rule that sops has for keys', async () => {
      const yaml = 'secrets:\n  password: hunter22\n  note: free\n';
      for (const rule of [
        ['--unencrypted-suffix', 'ote'],
        ['--encrypted-suffix', 'word'],
        ['--encrypted-regex', '^(pass.*|x)$'],
        ['--unencrypted-regex', '(?i)^NOTE$'],
      ]) {
        const path = await sealed('rule.yaml', yaml, ...rule);
        expect(await readFile(path, 'utf8'), rule[0]).to.contain('note: free');
        expect(await read(path, 'password'), rule[0]).to.equal('hunter22');
      }
      expect(await read(await sealed('x.env', 'DB_PASSWORD=a\\nb\n'), 'db-password')).to.equal('a\nb');
      expect(await read(await sealed('x.json', '{"secrets": {"a": "b"}}'), 'a')).to.equal('b');
    });

    it('are written so that sops opens them, and can be changed by both in turn', async () => {
      const cases = [
        { name: 'w.yaml', text: 'secrets:\n  # why\n  a: b\n', place: '["secrets"]["theirs"]' },
        { name: 'w.json', text: '{"secrets": {"a": "b"}}', place: '["secrets"]["theirs"]' },
        { name: 'w.env', text: 'A=b\n', place: '["theirs"]' },
      ];
      for (const { name, text, place } of cases) {
        const path = await sealed(name, text);
        const backend = encryptedFile({ path, ageKeyFile: tools.keyFile });
        await backend.write({ kind: 'secret', id: 'ours' }, TEXT, NEVER_ABORTED);
        await tools.sops('set', path, place, '"hunter22"');
        await backend.write({ kind: 'secret', id: 'a' }, 'changed', NEVER_ABORTED);
        expect(await backend.remove({ kind: 'secret', id: 'gone' }, NEVER_ABORTED)).to.equal(false);
        const found = await Promise.all(['ours', 'theirs', 'a'].map((id) => read(path, id)));
        expect(found, name).to.deep.equal([TEXT, 'hunter22', 'changed']);
        const theirs = JSON.parse(await tools.sops('decrypt', '--output-type', 'json', path));
        expect(Object.values(theirs.secrets ?? theirs), name).to.have.members([TEXT, 'hunter22', 'changed']);
        await backend.remove({ kind: 'secret', id: 'ours' }, NEVER_ABORTED);
        expect(await tools.sops('decrypt', path), name).not.to.contain('line 1');
      }
      expect(await tools.sops('decrypt', at('w.yaml'))).to.contain('# why');
    });

    it('keep their recipients when they are written, and are read after a rotation of their key', async () => {
      const other = await tools.anotherKey('second.txt');
      const path = await sealed('r.yaml', 'secrets: { a: b }');
      await tools.sops('rotate', '-i', '--add-age', other.recipient, path);
      await encryptedFile({ path, ageKeyFile: tools.keyFile }).write(
        { kind: 'secret', id: 'a' },
        'c',
        NEVER_ABORTED,
      );
      expect(await read(path, 'a', { ageKeyFile: other.keyFile })).to.equal('c');
      await tools.sops('rotate', '-i', '--rm-age', other.recipient, path);
      expect(await read(path, 'a')).to.equal('c');
      const refused = await read(path, 'a', { ageKeyFile: other.keyFile }).catch((error: unknown) => error);
      expect(refused).to.have.property('code', 'UNAUTHENTICATED');
    });

    it('are read and written with a MAC over what is encrypted alone', async () => {
      const rules = {
        creation_rules: [{ age: tools.recipient, encrypted_suffix: 'word', mac_only_encrypted: true }],
      };
      const plain = await put('only.yaml', 'secrets:\n  password: hunter22\n  note: free\n');
      const config = await put('rules.yaml', JSON.stringify(rules));
      const path = at('only-sealed.yaml');
      await tools.sops('--config', config, 'encrypt', '--output', path, plain);
      await encryptedFile({ path, ageKeyFile: tools.keyFile }).write(
        { kind: 'secret', id: 'note' },
        'x',
        NEVER_ABORTED,
      );
      await put('only-sealed.yaml', (await readFile(path, 'utf8')).replace('note: "x"', 'note: other'));
      expect(await tools.sops('decrypt', path))
        .to.contain('note: other')
        .and.to.contain('hunter22');
      expect(await read(path, 'password')).to.equal('hunter22');
    });

    it('are refused wherever sops refuses them', async () => {
      const path = await sealed(
        'tampered.yaml',
        'secrets:\n  a: hunter22\n  b: 5\n  c_unencrypted: one\n  d_unencrypted: two\n  e: hunter33\n',
      );
      const text = await readFile(path, 'utf8');
      const [a = '', e = ''] = [/ a: (ENC.*)/, / e: (ENC.*)/].map((pattern) => pattern.exec(text)?.[1]);
      const changes: Readonly<Record<string, string>> = {
        'an edited value': text.replace('c_unencrypted: one', 'c_unencrypted: One'),
        'an added value': text.replace('    c_un', '    x_unencrypted: x\n    c_un'),
        'a removed value': text.replace(/ {4}c_un.*\n/, ''),
        'values in another order': text.replace(/( {4}c_un.*\n)( {4}d_un.*\n)/, '$2$1'),
        'a removed sealed value': text.replace(/ {4}a: .*\n/, ''),
        'sealed values exchanged': text
          .replace(a, '@')
          .replace(e, a)
          .replace('@', () => e),
        'a value in clear where it should be sealed': text.replace(a, () => 'hunter22'),
        'an emptied value': text.replace(a, '""'),
        'a flipped bit': text.replace(a, () => a.replace('data:', 'data:AA')),
        'another type': text.replace('type:int', 'type:str'),
        'no MAC': text.replace(/ {4}mac: .*\n/, ''),
        'an empty MAC': text.replace(/mac: .*/, 'mac: ""'),
        'another time': text.replace(/lastmodified: "2/, 'lastmodified: "1'),
        'another rule': text.replace('unencrypted_suffix: _unencrypted', 'unencrypted_suffix: _other'),
        'a MAC over less': text.replace('    version:', '    mac_only_encrypted: true\n    version:'),
        'no recipient': text.replace(/ {4}age:\n[\s\S]*?(?= {4}lastmodified)/, ''),
        'a value of an alias': text
          .replace('c_unencrypted: one', 'c_unencrypted: &x one')
          .replace('two', '*x'),
        'the half of it': text.slice(0, text.length / 2),
      };
      const accepted: string[] = [];
      for (const [name, changed] of Object.entries(changes)) {
        expect(changed, name).not.to.equal(text);
        await put('tampered.yaml', changed);
        const theirs = await tools.sops('decrypt', path).catch((error: unknown) => error);
        const ours = await read(path, 'a').catch((error: unknown) => error);
        if (typeof theirs === 'string') accepted.push(name);
        if (typeof theirs === 'string') expect(ours, name).to.equal('hunter22');
        else expect(ours, name).to.have.property('code', 'INVALID_VALUE');
      }
      // The MAC is over the text of the value, whatever its type.
      expect(accepted).to.deep.equal(['another type']);
    });
  });

  it('load what opens them when the first one is read, and not for plain files', async () => {
    const plain = await put('loaded.json', '{"secrets": {"a": "b"}}');
    const asking = (path: string) => `
      const { file } = await import('@chatelaine/file');
      const backend = file({ path: ${JSON.stringify(path)}, ageKeyFile: ${JSON.stringify(tools.keyFile)} });
      await backend.find({ kind: 'secret', id: 'a' }, {});`;
    const hasAge = (path: string) =>
      thirdParty(loadedBy(asking(path))).some((url) => url.includes('/node_modules/age-encryption/'));
    expect(hasAge(plain)).to.equal(false);
    expect(hasAge(await sealed('loaded-sealed.json', '{"secrets": {"a": "b"}}'))).to.equal(true);
  });

  it('serve as one backend of a chain, before plain ones', async () => {
    const path = await sealed('chain.yaml', 'secrets: { a: hunter22 }');
    const plain = await put('chain-plain.yaml', 'secrets: { b: free }');
    const backends = [file({ path, ageKeyFile: tools.keyFile }, { name: 'sealed' }), file({ path: plain })];
    const secrets = createSecrets({ backends });
    expect((await secrets.getSecret('a')).origin.backend).to.equal('sealed');
    expect((await secrets.getSecret('b')).reveal()).to.equal('free');
    await secrets.close();
  });
});
