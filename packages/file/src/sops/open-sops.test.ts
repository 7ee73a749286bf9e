import { expect } from 'chai';
import { jsonOf, keysOf, refusal } from '../opened.test.fixture.js';
import {
  KEY,
  OTHER_KEY,
  SOPS_ENV,
  SOPS_JSON,
  SOPS_MAC_ONLY_ENCRYPTED,
  SOPS_YAML,
} from '../tool-files.test.fixture.js';

const MISMATCH = 'its values do not fit its MAC: something was changed, added, removed or moved without SOPS';
const DAMAGED = 'an encrypted value is damaged, or was moved here from another key or file';

describe('A file of SOPS', () => {
  it('is read from YAML, every type of value as sops gives it', async () => {
    expect(JSON.parse(await jsonOf(SOPS_YAML))).to.deep.equal({
      variables: {
        hello: 'World',
        number: 5,
        decimal: 1.5,
        huge: 1e30,
        flag: true,
        date: '2020-01-01T00:00:00Z',
        nothing: null,
        empty: '',
        list: ['a', 1, { x: 'y' }],
        open_unencrypted: 3.5,
        first_unencrypted: 'one',
        second_unencrypted: 'two',
      },
      connections: { smtp_default: 'smtp://me:hunter22@mail:25' },
      secrets: { 'db-password': 'hunter22', umlaut: 'Größe' },
    });
  });

  it('is read from .env, with the line ends that a line cannot hold', async () => {
    expect(JSON.parse(await jsonOf(SOPS_ENV, 'env'))).to.deep.equal({
      DB_PASSWORD: 'hunter22',
      LINES: 'x\ny',
      open_unencrypted: '1\n2',
    });
  });

  it('is read from JSON, by the key of either recipient, with a rule of its own', async () => {
    const json =
      '{"variables":{"hello":"World","number":5,"flag":false,"deep":{"password":"hunter22","note":"n"},"note":2}}';
    for (const ageKey of [KEY, OTHER_KEY])
      expect(await jsonOf(SOPS_JSON, 'json', keysOf({ ageKey }))).to.equal(json);
  });

  it('is not opened by a foreign key', async () => {
    expect(await refusal(jsonOf(SOPS_YAML, 'yaml', keysOf({ ageKey: OTHER_KEY })))).to.match(
      /^UNAUTHENTICATED /,
    );
    expect(await refusal(jsonOf(SOPS_YAML, 'yaml', keysOf({})))).to.match(
      /^UNAUTHENTICATED .*none was given/,
    );
  });

  it('is refused when a value in clear was edited, added, removed, doubled or moved', async () => {
    const first = '    first_unencrypted: one\n';
    const second = '    second_unencrypted: two\n';
    for (const changed of [
      SOPS_YAML.replace(first, '    first_unencrypted: One\n'),
      SOPS_YAML.replace(first, `${first}    third_unencrypted: x\n`),
      SOPS_YAML.replace(first, ''),
      SOPS_YAML.replace(first, first + first),
      SOPS_YAML.replace(first + second, second + first),
      SOPS_YAML.replace('open_unencrypted: 3.5', 'open_unencrypted: 3.6'),
    ]) {
      expect(changed).not.to.equal(SOPS_YAML);
      expect(await refusal(jsonOf(changed))).to.equal(MISMATCH);
    }
    expect(await refusal(jsonOf(SOPS_ENV.replace('1\\n2', '1\\n3'), 'env'))).to.equal(MISMATCH);
    expect(await refusal(jsonOf(SOPS_JSON.replace('"note": "n"', '"note": "m"'), 'json'))).to.equal(MISMATCH);
  });

  it('is refused when an encrypted value was removed or emptied', async () => {
    const line = / {4}hello: .*\n/;
    expect(await refusal(jsonOf(SOPS_YAML.replace(line, '')))).to.equal(MISMATCH);
    expect(await refusal(jsonOf(SOPS_YAML.replace(line, '    hello: ""\n')))).to.equal(MISMATCH);
    expect(await refusal(jsonOf(SOPS_YAML.replace(line, '    hello: null\n')))).to.equal(MISMATCH);
  });

  it('is refused when an encrypted value stands under another key, or in clear', async () => {
    const moved = SOPS_YAML.replace('    db-password: ', '    db-pass: ');
    expect(await refusal(jsonOf(moved))).to.equal(DAMAGED);
    expect(await refusal(jsonOf(SOPS_YAML.replace(/hello: .*/, 'hello: World')))).to.equal(DAMAGED);
    expect(await refusal(jsonOf(SOPS_YAML.replace(/number: .*/, 'number: 5')))).to.equal(
      'a value that should be encrypted is not',
    );
  });

  it('is refused when any part of an encrypted value is another', async () => {
    const [sealed = ''] = /hello: ENC.*/.exec(SOPS_YAML) ?? [];
    for (const part of ['data:', 'iv:', 'tag:']) {
      const at = sealed.indexOf(part) + part.length;
      const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(await refusal(jsonOf(SOPS_YAML.replace(sealed, () => flipped))), part).to.equal(DAMAGED);
    }
    for (const changed of [
      sealed.replace('type:str', 'type:word'),
      `${sealed}x`,
      sealed.replace(/tag:.{8}/, 'tag:'),
    ])
      expect(await refusal(jsonOf(SOPS_YAML.replace(sealed, () => changed))), changed).to.equal(DAMAGED);
  });

  it('is refused when the type of an encrypted value is another than its MAC knows', async () => {
    const changed = SOPS_YAML.replace(/(number: ENC.*)type:int/, '$1type:bool');
    expect(await refusal(jsonOf(changed))).to.equal(MISMATCH);
  });

  it('is refused without a MAC, with an older one, and with a time that is not its own', async () => {
    const mac = / {4}mac: .*\n/;
    expect(await refusal(jsonOf(SOPS_YAML.replace(mac, '')))).to.equal('the SOPS metadata has no "mac"');
    expect(await refusal(jsonOf(SOPS_YAML.replace(mac, '    mac: ""\n')))).to.equal(
      'the SOPS metadata has no "mac"',
    );
    const [foreign = ''] = mac.exec(SOPS_MAC_ONLY_ENCRYPTED) ?? [];
    expect(await refusal(jsonOf(SOPS_YAML.replace(mac, () => foreign)))).to.equal(
      'the MAC of SOPS is damaged',
    );
    expect(await refusal(jsonOf(SOPS_YAML.replace(/lastmodified: "2026/, 'lastmodified: "2027')))).to.equal(
      'the MAC of SOPS is damaged',
    );
    expect(await refusal(jsonOf(SOPS_YAML.replace(/lastmodified: .*/, 'lastmodified: soon')))).to.contain(
      'no "lastmodified"',
    );
  });

  it('is refused when its data key is damaged', async () => {
    const changed = SOPS_YAML.replace(/\S{4}\n( +-----END)/, 'AAAA\n$1');
    expect(await refusal(jsonOf(changed))).to.equal('the encrypted file is damaged or cut off');
  });

  it('is refused without its metadata, so that nobody takes what is sealed for a value', async () => {
    const problem = 'a value that SOPS encrypted is in a file without metadata of SOPS';
    expect(await refusal(jsonOf(SOPS_YAML.slice(0, SOPS_YAML.indexOf('\nsops:') + 1)))).to.equal(problem);
    expect(await refusal(jsonOf(SOPS_ENV.replaceAll(/sops_.*\n/g, ''), 'env'))).to.equal(problem);
  });

  it('is refused wherever it is cut off', async () => {
    for (let length = SOPS_YAML.length - 40; length > 250; length -= 97)
      expect(await refusal(jsonOf(SOPS_YAML.slice(0, length))), `length ${length}`).not.to.contain(
        'hunter22',
      );
  });

  it('leaves what is in clear out of the MAC where its metadata say so, and only there', async () => {
    expect(await jsonOf(SOPS_MAC_ONLY_ENCRYPTED)).to.equal(
      '{"secrets":{"password":"hunter22","note":"free"}}',
    );
    const edited = SOPS_MAC_ONLY_ENCRYPTED.replace('note: free', 'note: other');
    expect(await jsonOf(edited)).to.equal('{"secrets":{"password":"hunter22","note":"other"}}');
    expect(
      await refusal(jsonOf(edited.replace(/mac_only_encrypted: true/, 'mac_only_encrypted: false'))),
    ).to.equal(MISMATCH);
    const widened = SOPS_YAML.replace('    version:', '    mac_only_encrypted: true\n    version:');
    expect(await refusal(jsonOf(widened))).to.equal(MISMATCH);
  });

  it('may use anchors where that changes no value, and is refused where it does', async () => {
    const aliased = SOPS_YAML.replace('first_unencrypted: one', 'first_unencrypted: &a one');
    expect(await jsonOf(aliased)).to.contain('"first_unencrypted":"one"');
    expect(
      await refusal(jsonOf(aliased.replace('second_unencrypted: two', 'second_unencrypted: *a'))),
    ).to.equal(MISMATCH);
    const sealed = SOPS_YAML.replace('hello: ENC', 'hello: &a ENC').replace(
      /smtp_default: ENC.*/,
      'smtp_default: *a',
    );
    expect(await refusal(jsonOf(sealed))).to.equal(DAMAGED);
    expect(
      await refusal(jsonOf(SOPS_YAML.replace('connections:', 'x_unencrypted:\n  <<: {}\nconnections:'))),
    ).to.contain('merge key');
  });

  it('is refused by name for recipients and rules that are not read here', async () => {
    const metadata = (text: string) => jsonOf(`secrets: { a: b }\nsops: { mac: x, ${text} }`);
    expect(await refusal(metadata('kms: [{ enc: x }], pgp: [{ enc: x }]'))).to.equal(
      'its SOPS recipients are of PGP and AWS KMS, and none is of age',
    );
    expect(await refusal(metadata('key_groups: [{ age: [{ enc: x }] }]'))).to.contain('"key_groups"');
    expect(await refusal(metadata('version: x'))).to.equal('the SOPS metadata names no recipient');
    const withRule = (rule: string) => jsonOf(SOPS_YAML.replace('unencrypted_suffix: _unencrypted', rule));
    expect(await refusal(withRule('encrypted_comment_regex: x'))).to.contain('"encrypted_comment_regex"');
    expect(await refusal(withRule('encrypted_regex: (a+)+$'))).to.contain('"encrypted_regex"');
    expect(await refusal(withRule('encrypted_regex: x\n    encrypted_suffix: y'))).to.contain('both');
  });

  it('is told from a plain file with an entry of that name', async () => {
    expect(await jsonOf('sops: { conn_type: http }')).to.equal('{"sops":{"conn_type":"http"}}');
    expect(await jsonOf('sops_url=x\n', 'env')).to.equal('{"sops_url":"x"}');
  });
});
