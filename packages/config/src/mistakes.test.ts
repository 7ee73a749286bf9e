import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';
import { BUNDLED_PROVIDERS } from './provider/bundled-providers.js';

/** What somebody wrote, and what they are told. */
type Mistake = readonly [what: string, text: string, message: string];

const YAML: readonly Mistake[] = [
  ['that is empty', '', 'chatelaine.yaml: the config is empty. Begin it with "backends:".'],
  [
    'that begins with the list',
    '- env\n',
    'chatelaine.yaml:1:1: the config is not a mapping. Begin it with "backends:".',
  ],
  [
    'without colons',
    'backends\n  - env\n',
    'chatelaine.yaml:1:1: the config is not a mapping. Begin it with "backends:".',
  ],
  [
    'with a mistyped key',
    'backend:\n  - env\n',
    'chatelaine.yaml:1:1: backend is not a key of the config file. Did you mean "backends"?',
  ],
  [
    'with a cache that is neither false nor a mapping',
    'backends: [env]\ncache: 5m\n',
    'chatelaine.yaml:2:1: cache is neither false nor a mapping. Write false, or any of these below it: refreshAfter, fresh, hard, missing.',
  ],
  [
    'with a mistyped age',
    'backends: [env]\ncache: { frehs: 5m }\n',
    'chatelaine.yaml:2:10: cache.frehs is not a key of cache. Did you mean "fresh"?',
  ],
  [
    'with an age without a unit',
    'backends: [env]\ncache:\n  hard: 3600\n',
    'chatelaine.yaml:3:3: cache.hard has no unit. Add one: ms, s, m, h or d, as in 5s.',
  ],
  [
    'with ages that are not in order',
    'backends: [env]\ncache: { fresh: 2h, hard: 1h }\n',
    'chatelaine.yaml:2:1: cache has ages that are not in order. Order them: refreshAfter ≤ fresh ≤ hard. Where none is said, they are 4m, 5m and 1h.',
  ],
  [
    'with an age of a profile that does not go with the others',
    'backends: [env]\nprofiles:\n  dev:\n    cache: { hard: 1m }\n',
    'chatelaine.yaml:4:5: profiles.dev.cache has ages that are not in order. Order them: refreshAfter ≤ fresh ≤ hard. Where none is said, they are 4m, 5m and 1h.',
  ],
  [
    'with an age of a backend that does not go with those of the chain',
    'cache: { fresh: 30m }\nbackends:\n  - provider: env\n    cache: { hard: 10m }\n',
    'chatelaine.yaml:4:5: backends[0].cache has ages that are not in order. Order them: refreshAfter ≤ fresh ≤ hard. Where none is said, they are 4m, 5m and 1h.',
  ],
  [
    'with rules for one backend',
    'backends:\n  - provider: env\n    cache: { rules: [] }\n',
    'chatelaine.yaml:3:14: backends[0].cache.rules is not a key of a backend\'s cache. It belongs under the "cache" of the whole chain.',
  ],
  [
    'with a rule that is no list item',
    'backends: [env]\ncache: { rules: { match: a } }\n',
    'chatelaine.yaml:2:10: cache.rules is not a list. Begin each rule with "- match: ", and put its ages below.',
  ],
  [
    'with a rule that matches no references',
    'backends: [env]\ncache: { rules: [{ match: conection/*, fresh: 1m }] }\n',
    'chatelaine.yaml:2:20: cache.rules[0].match begins with no kind of secret. Did you mean "connection"? A rule matches references, for example "connection/*" or "secret/db-*".',
  ],
  [
    'with a rule for nothing',
    'backends: [env]\ncache: { rules: [{ fresh: 1m }] }\n',
    'chatelaine.yaml:2:18: cache.rules[0].match is missing. Write references, for example "connection/*" or "secret/db-*".',
  ],
  [
    'with a rule whose ages do not go with the others',
    'backends: [env]\ncache: { rules: [{ match: "*", refreshAfter: 6m }] }\n',
    'chatelaine.yaml:2:18: cache.rules[0] has ages that are not in order. Order them: refreshAfter ≤ fresh ≤ hard. Where none is said, they are 4m, 5m and 1h.',
  ],
  [
    'with half an entry',
    'backends: [env]\ncache: { maxEntries: 0.5 }\n',
    'chatelaine.yaml:2:10: cache.maxEntries is not a number of entries. Write a whole number of at least 1.',
  ],
  [
    'with a file name in place of a package',
    'backends:\n  - b.mjs\n',
    'chatelaine.yaml:2:5: backends[0] is not the name of a provider. Did you mean "./b.mjs"? It begins with ./, and a module is named by its path.',
  ],
  [
    'with a path that does not begin with ./',
    'backends:\n  - provider: lib/chest.js\n',
    'chatelaine.yaml:2:5: backends[0].provider is not the name of a provider. Did you mean "./lib/chest.js"? It begins with ./, and a module is named by its path.',
  ],
  [
    'without backends',
    'onError: next\n',
    'chatelaine.yaml:1:1: backends is missing. List at least one backend under it, for example "- env".',
  ],
  [
    'with no backend in the list',
    'backends: []\n',
    'chatelaine.yaml:1:1: backends is empty. List at least one backend, for example "- env".',
  ],
  [
    'with one backend in place of the list',
    'backends: env\n',
    'chatelaine.yaml:1:1: backends is not a list. Begin each backend with "- ", for example "- env".',
  ],
  [
    'with a mistyped key of a backend',
    'backends:\n  - provder: env\n',
    'chatelaine.yaml:2:5: backends[0].provder is not a key of a backend. Did you mean "provider"?',
  ],
  [
    'with an option beside "options"',
    'backends:\n  - provider: azure-key-vault\n    vaultUrl: https://x.vault.azure.net\n',
    'chatelaine.yaml:3:5: backends[0] holds an unknown key. Options of the provider go under "options:", indented by two more spaces.',
  ],
  [
    'with an option that is not indented under "options"',
    'backends:\n  - provider: azure-key-vault\n    options:\n    vaultUrl: x\n',
    'chatelaine.yaml:4:5: backends[0] holds an unknown key. Options of the provider go under "options:", indented by two more spaces.',
  ],
  [
    "with a provider's name as a key",
    'backends:\n  - azure-key-vault:\n      vaultUrl: x\n',
    'chatelaine.yaml:2:5: backends[0].azure-key-vault is not a key of a backend. Write "provider: azure-key-vault", and its options under "options:".',
  ],
  [
    'with a backend without a provider',
    'backends:\n  - name: prod\n',
    'chatelaine.yaml:2:5: backends[0].provider is missing. Name a provider, for example "env".',
  ],
  [
    'with a number as the provider',
    'backends:\n  - provider: 5\n',
    'chatelaine.yaml:2:5: backends[0].provider is not text. Name a provider, for example "env".',
  ],
  [
    'with a backend left empty',
    'backends:\n  -\n',
    `chatelaine.yaml:2:4: backends[0] is neither a provider's name nor a mapping. Name a provider, for example "env".`,
  ],
  [
    'with a mistyped provider alone',
    'backends:\n  - azure-keyvault\n',
    'chatelaine.yaml:2:5: backends[0] is not a known provider. Did you mean "azure-key-vault"? A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a mistyped provider',
    'backends:\n  - provider: azure-key-valt\n',
    'chatelaine.yaml:2:5: backends[0].provider is not a known provider. Did you mean "azure-key-vault"? A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a provider that nobody knows',
    'backends:\n  - provider: lastpass\n',
    `chatelaine.yaml:2:5: backends[0].provider is not a known provider. Known are ${BUNDLED_PROVIDERS.join(', ')}. A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).`,
  ],
  [
    'with a cloud in place of one of its services',
    'backends:\n  - provider: aws\n',
    'chatelaine.yaml:2:5: backends[0].provider is not a known provider. Did you mean "aws-secrets-manager" or "aws-parameter-store"?',
  ],
  [
    'with a provider in upper case',
    'backends:\n  - provider: Env\n',
    'chatelaine.yaml:2:5: backends[0].provider is not the name of a provider. Did you mean "env"? A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a module of Node that could be the name of a package',
    'backends:\n  - string_decoder\n',
    'chatelaine.yaml:2:5: backends[0] is a module of Node, and no provider. A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a URL as the provider',
    'backends:\n  - provider: https://example.com/x.js\n',
    'chatelaine.yaml:2:5: backends[0].provider is not the name of a provider. URLs, "node:" and "#" are not accepted. A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a module of Node as the provider',
    'backends:\n  - node:fs\n',
    'chatelaine.yaml:2:5: backends[0] is not the name of a provider. URLs, "node:" and "#" are not accepted. A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with a # as the provider',
    'backends:\n  - "#x"\n',
    'chatelaine.yaml:2:5: backends[0] is not the name of a provider. URLs, "node:" and "#" are not accepted. A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'with an expression as the provider',
    `backends:\n  - provider: \${env:P}\n`,
    'chatelaine.yaml:2:5: backends[0].provider is never expanded, because it names code to load. Write the name itself.',
  ],
  [
    'with a folder as the provider',
    'backends:\n  - ./x/\n',
    'chatelaine.yaml:2:5: backends[0] is not the path of a module. Name a file, such as ./secrets.js.',
  ],
  [
    'with a second backend that continues the first',
    'backends:\n- env\n - file\n',
    'chatelaine.yaml:2:3: backends[0] is not the name of a provider. Write one name; each backend is a line of its own that begins with "- ", all in the same column.',
  ],
  [
    'with one label twice',
    'backends:\n  - env\n  - provider: env\n',
    'chatelaine.yaml:3:5: backends[1] has the same label as backends[0] on line 2. Give one of them a "name" of its own.',
  ],
  [
    'with an empty label',
    'backends:\n  - provider: env\n    name: ""\n',
    'chatelaine.yaml:3:5: backends[0].name is not a label. Begin with a letter or digit, then up to 59 letters, digits, spaces or any of . _ @ / -.',
  ],
  [
    'with a time-out without unit',
    'backends:\n  - provider: env\n    timeout: 5\n',
    'chatelaine.yaml:3:5: backends[0].timeout has no unit. Add one: ms, s, m, h or d, as in 5s.',
  ],
  [
    'with a time-out in words',
    'backends:\n  - provider: env\n    timeout: soon\n',
    'chatelaine.yaml:3:5: backends[0].timeout is not a duration. Write a whole number and ms, s, m, h or d, as in 250ms or 5s.',
  ],
  [
    'with a time-out longer than timers can wait',
    'backends:\n  - provider: env\n    timeout: 30d\n',
    'chatelaine.yaml:3:5: backends[0].timeout is out of range. Write a duration from 1ms to 24d.',
  ],
  [
    'with a time-out without unit, in quotes',
    'backends:\n  - provider: env\n    timeout: "5"\n',
    'chatelaine.yaml:3:5: backends[0].timeout has no unit. Add one: ms, s, m, h or d, as in 5s.',
  ],
  [
    'with an unknown policy',
    'backends: [env]\nonError: skip\n',
    'chatelaine.yaml:2:1: onError is not a policy. Write stop, next, or one of these for each failure: throttled, unavailable, timeout, denied, unauthenticated, invalid.',
  ],
  [
    'with a mistyped failure',
    'backends: [env]\nonError: { throtled: next }\n',
    'chatelaine.yaml:2:12: onError.throtled is not a key of onError. Did you mean "throttled"?',
  ],
  [
    'with an unknown action',
    'backends: [env]\nonError: { denied: maybe }\n',
    'chatelaine.yaml:2:12: onError.denied is not an action. Write stop or next.',
  ],
  [
    'with a list of options',
    'backends:\n  - provider: env\n    options: [a]\n',
    'chatelaine.yaml:3:5: backends[0].options is not a mapping. Put each option on a line of its own below it.',
  ],
  [
    'with a list of profiles',
    'backends: [env]\nprofiles: [a]\n',
    'chatelaine.yaml:2:1: profiles is not a mapping. Put the name of each profile below it.',
  ],
  [
    'with an empty profile',
    'backends: [env]\nprofiles:\n  dev:\n',
    'chatelaine.yaml:3:3: profiles.dev is not a mapping. Put "backends:", "onError:" or "cache:" below it.',
  ],
  [
    'with a mistyped key in a profile',
    'backends: [env]\nprofiles:\n  dev:\n    backend: []\n',
    'chatelaine.yaml:4:5: profiles.dev.backend is not a key of a profile. Did you mean "backends"?',
  ],
  [
    'with a mistyped provider in a profile that is not chosen',
    'backends: [env]\nprofiles:\n  dev:\n    backends:\n      - fle\n',
    'chatelaine.yaml:5:9: profiles.dev.backends[0] is not a known provider. Did you mean "file"? A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).',
  ],
  [
    'indented too deeply',
    'backends:\n  - provider: azure-key-vault\n      options:\n        vaultUrl: x\n',
    'chatelaine.yaml:3:7: the indentation does not fit. Keys of one mapping, and the "-" of one list, begin in the same column; what belongs to a key is indented by two more spaces.',
  ],
  [
    'indented too little',
    'backends:\n  - provider: azure-key-vault\n   options:\n     vaultUrl: x\n',
    'chatelaine.yaml:3:4: the indentation does not fit. Keys of one mapping, and the "-" of one list, begin in the same column; what belongs to a key is indented by two more spaces.',
  ],
  [
    'indented by a tab',
    'backends:\n	- env\n',
    'chatelaine.yaml:2:1: a tab is used for indentation. Use spaces.',
  ],
  [
    'with list items in two columns',
    'backends:\n  - env\n - file\n',
    'chatelaine.yaml:3:2: the indentation does not fit. Keys of one mapping, and the "-" of one list, begin in the same column; what belongs to a key is indented by two more spaces.',
  ],
  [
    'without a space after a colon',
    'backends:\n  - provider:env\n    name: x\n',
    'chatelaine.yaml:2:5: this text runs on into the next line, where a key follows. Put a space after the ":" of a key.',
  ],
  [
    'with an expression in braces',
    `backends: [{provider: env, options: {p: \${env:X}}}]\n`,
    `chatelaine.yaml:1:42: an expression inside { } or [ ] is not quoted. Put quotes around it: "\${env:NAME}".`,
  ],
  [
    'with a key twice',
    'onError: next\nbackends: [env]\nonError: stop\n',
    'chatelaine.yaml:3:1: this key is there twice. Keep one of them.',
  ],
  [
    'with a tag of its own',
    'backends: !foo [env]\n',
    'chatelaine.yaml:1:16: a tag is not accepted. Remove it, or quote text that begins with "!".',
  ],
  [
    'with a tag of YAML',
    'backends: [env]\nonError: !!binary aGVsbG8=\n',
    'chatelaine.yaml:2:19: a tag is not accepted. Remove it, or quote text that begins with "!".',
  ],
  [
    'with an alias of nothing',
    'onError: *b\n',
    'chatelaine.yaml:1:10: an alias names nothing. Quote text that begins with "*".',
  ],
  [
    'with text that begins with @',
    'backends:\n  - @acme/x\n',
    'chatelaine.yaml:2:5: text cannot begin with this character. Put quotes around the text.',
  ],
  [
    'with an open quote',
    'backends:\n  - "env\n',
    'chatelaine.yaml:3:1: something is not closed. Close every quote and bracket, and end every key with ":".',
  ],
  [
    'with an open bracket',
    'backends: [env\nonError: stop\n',
    'chatelaine.yaml:2:1: a bracket is not closed. Close every [ and { where its line ends or further in.',
  ],
  [
    'with two colons in a line',
    'backends:\n  - provider: env: x\n',
    'chatelaine.yaml:2:15: this line holds a second ": ". Put quotes around the text, or the second key on a line of its own.',
  ],
  [
    'with two documents',
    'backends: [env]\n---\nbackends: [file]\n',
    'chatelaine.yaml:2:1: a second document begins here. Keep one document; write other sets of settings as profiles.',
  ],
  [
    'with a key among list items',
    'backends:\n  - env\n  name: x\n',
    'chatelaine.yaml:3:3: the indentation does not fit. Keys of one mapping, and the "-" of one list, begin in the same column; what belongs to a key is indented by two more spaces.',
  ],
  [
    'with an alias inside itself',
    'backends: &a [*a]\n',
    'chatelaine.yaml:1:15: an alias stands inside what it names. Write it out.',
  ],
  [
    'with an unknown escape',
    'backends: ["\\q"]\n',
    'chatelaine.yaml:1:13: this escape is not known in double quotes. Write \\\\ for a backslash, or use single quotes.',
  ],
  [
    'with a token in the place of a key',
    'backends: [env]\nhunter2secretABC: 1\n',
    'chatelaine.yaml:2:1: the config holds an unknown key. Known here: backends, onError, connections, cache, lastKnownGood, profiles, $schema.',
  ],
  [
    'with a value in the place of a key',
    'backends:\n  - provider: env\n    "postgres://u:hunter2@h/x": 1\n',
    'chatelaine.yaml:3:5: backends[0] holds an unknown key. Options of the provider go under "options:", indented by two more spaces.',
  ],
];

function tellsApart(file: string, mistakes: readonly Mistake[]): void {
  for (const [what, text, message] of mistakes) {
    it(what, async () => {
      const cwd = await folderWith({ [file]: text });

      const error = await caught(loadConfig({ cwd, env: {} }));

      expect(error).to.have.property('code', 'INVALID_CONFIG');
      expect(error.message).to.equal(message);
    });
  }
}

const JSON_MISTAKES: readonly Mistake[] = [
  [
    'with a mistyped key',
    '{\n  "backends": [\n    { "provider": "env", "optoins": {} }\n  ]\n}\n',
    'chatelaine.json:3:26: backends[0].optoins is not a key of a backend. Did you mean "options"?',
  ],
  [
    'without a comma',
    '{\n  "backends": ["env"]\n  "onError": "next"\n}\n',
    'chatelaine.json:3:3: this is not JSON. Check the commas, quotes and brackets here and just before.',
  ],
  [
    'with a comma too many',
    '{ "backends": ["env",] }',
    'chatelaine.json:1:21: this is not JSON. Remove comments and trailing commas, and put double quotes around keys and text; or name the file .yaml.',
  ],
  [
    'with a key twice',
    '{ "backends": ["env"],\n  "backends": ["file"] }',
    'chatelaine.json:2:3: this key is there twice. Keep one of them.',
  ],
];

const TOML: readonly Mistake[] = [
  [
    'with a mistyped key',
    'onError = "next"\n\n[[backends]]\nprovider = "env"\n\n[[backends]]\nprovder = "file"\n',
    'chatelaine.toml:7:1: backends[1].provder is not a key of a backend. Did you mean "provider"?',
  ],
  [
    'with a mistyped key in braces',
    'backends = [\n  { provider = "env", timout = "5s" },\n]\n',
    'chatelaine.toml:2:23: backends[0].timout is not a key of a backend. Did you mean "timeout"?',
  ],
  [
    'with a dotted key',
    'backends = ["env"]\nprofiles.dev.backend = []\n',
    'chatelaine.toml:2:14: profiles.dev.backend is not a key of a profile. Did you mean "backends"?',
  ],
  [
    'without quotes',
    'backends = [env]\n',
    'chatelaine.toml:1:13: this is not valid TOML. Put double quotes around text, and close every quote and bracket on its line.',
  ],
  [
    'with a key twice',
    'onError = "next"\nonError = "stop"\n',
    'chatelaine.toml:2:1: this key is there twice. Keep one of them.',
  ],
  [
    'with a key that would become a prototype',
    'backends = ["env"]\n[__proto__]\nonError = "next"\n',
    'chatelaine.toml:2:2: this key is not accepted. Remove it.',
  ],
  [
    'without a provider',
    '[[backends]]\nname = "prod"\n',
    'chatelaine.toml:1:3: backends[0].provider is missing. Name a provider, for example "env".',
  ],
  [
    'with a date as the backends',
    'backends = 2026-01-01\n',
    'chatelaine.toml:1:1: backends is not a list. Begin each backend with "- ", for example "- env".',
  ],
];

describe('Refused with place and remedy', () => {
  describe('is a chatelaine.yaml', () => tellsApart('chatelaine.yaml', YAML));
  describe('is a chatelaine.json', () => tellsApart('chatelaine.json', JSON_MISTAKES));
  describe('is a chatelaine.toml', () => tellsApart('chatelaine.toml', TOML));

  it('is a config object, without lines', async () => {
    const config = { backends: ['env', { provider: 'env' }] };

    const error = await caught(loadConfig({ config, env: {} }));

    expect(error.message).to.equal(
      'the config object: backends[1] has the same label as backends[0]. Give one of them a "name" of its own.',
    );
    expect(error).to.have.deep.property('field', ['backends', 1]);
  });

  it('is a file that is not UTF-8, too large, or no file', async () => {
    const cwd = await folderWith({
      'a.yaml': '',
      'b.yaml': ' '.repeat(1_048_577),
      'c.yaml/d': '',
      'e.ini': '',
    });
    await writeFile(join(cwd, 'a.yaml'), Uint8Array.of(0x61, 0xff));
    const messageOf = async (config: string) => (await caught(loadConfig({ config, cwd, env: {} }))).message;

    expect(await messageOf('a.yaml')).to.equal('a.yaml: this config file is not UTF-8. Save it as UTF-8.');
    expect(await messageOf('b.yaml')).to.equal(
      'b.yaml: this config file is larger than 1 MiB. Name a config file.',
    );
    expect(await messageOf('c.yaml')).to.equal('c.yaml: this is not a regular file. Name a file.');
    expect(await messageOf('nope.yaml')).to.equal(
      'nope.yaml: this config file does not exist. Check the path in the config option or in CHATELAINE_CONFIG.',
    );
    expect(await messageOf('e.ini')).to.equal(
      'e.ini: the ending of this config file is not known. Known are .yaml, .yml, .json, .toml, and .cfg for an airflow.cfg.',
    );
  });

  it('is a file whose aliases grow', async () => {
    const rows = Array.from({ length: 9 }, (_unused, row) => {
      const name = String.fromCharCode(98 + row);
      return `${name}: &${name} [${Array(9)
        .fill(`*${String.fromCharCode(97 + row)}`)
        .join(',')}]`;
    });
    const cwd = await folderWith({ 'chatelaine.yaml': ['a: &a [x]', ...rows].join('\n') });

    const error = await caught(loadConfig({ cwd, env: {} }));

    expect(error.message).to.equal(
      'chatelaine.yaml:1:1: the aliases in this file grow too large. Write out what they stand for.',
    );
  });

  it('is a config object with an unknown key, which no property of the error holds', async () => {
    const config = { backends: [{ provider: 'env', hunter2secretABC: 1 }] };

    const error = await caught(loadConfig({ config, env: {} }));

    expect(error).to.have.deep.property('field', ['backends', 0, '?']);
    expect(`${error.stack} ${JSON.stringify(error)}`).to.not.include('hunter2');
  });

  it('is a config object with a duration that has no text', async () => {
    const config = { backends: [{ provider: 'env', timeout: Object.create(null) as string }] };

    expect((await caught(loadConfig({ config, env: {} }))).message).to.equal(
      'the config object: backends[0].timeout is not a duration. Write a whole number and ms, s, m, h or d, as in 250ms or 5s.',
    );
  });

  for (const path of [`${'hunter2'.repeat(1_000)}.yaml`, 'hunter2\0.yaml']) {
    it(`is one whose path cannot be, without a word of it: ${path.length} characters`, async () => {
      for (const options of [{ config: path, env: {} }, { env: { CHATELAINE_CONFIG: path } }]) {
        const error = await caught(loadConfig(options));

        expect(error.message).to.equal(
          'the config file: the path of this config file cannot be that of a file. Correct the config option or CHATELAINE_CONFIG.',
        );
        expect(`${error.stack} ${JSON.stringify(error.cause)}`).to.not.include('hunter2');
      }
    });
  }
});
