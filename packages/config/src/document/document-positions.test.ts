import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'chai';
import { restore, stub } from 'sinon';
import type { ConfigDocument, ConfigPath } from '../config-document.js';
import { caught } from '../folder-with.test.fixture.js';
import { jsonDocument } from './json-document.js';
import type { ConfigText } from './read-config-file.js';
import { readConfigFile } from './read-config-file.js';
import { tomlDocument } from './toml-document.js';
import { yamlDocument } from './yaml-document.js';

type Reader = (file: ConfigText) => ConfigDocument;

const documentOf = (read: Reader, text: string): ConfigDocument =>
  read({ source: 'config', directory: '/', text });
const placeIn = (read: Reader, text: string, path: ConfigPath): string => {
  const position = documentOf(read, text).positionOf(path);
  return position === undefined ? 'nowhere' : `${position.line}:${position.column}`;
};
const problemOf = async (read: Reader, text: string): Promise<string> =>
  (await caught((async () => documentOf(read, text))())).message;
const json: Reader = (file) => jsonDocument(file);

describe('The place of a setting in a config file', () => {
  const places: readonly [what: string, read: Reader, text: string, path: ConfigPath, place: string][] = [
    ['a key', yamlDocument, 'cache:\n  fresh: 5m\n', ['cache', 'fresh'], '2:3'],
    ['an item of a list', yamlDocument, 'backends:\n  - env\n  - file\n', ['backends', 1], '3:5'],
    ['the list when it has no such item', yamlDocument, 'backends:\n  - env\n', ['backends', 7], '1:1'],
    [
      'what an alias stands for',
      yamlDocument,
      'a: &a\n  name: x\nbackends: [*a]\n',
      ['backends', 0, 'name'],
      '2:3',
    ],
    ['the nearest thing around it', yamlDocument, 'cache: off\n', ['cache', 'fresh'], '1:1'],
    ['a key that is a number', yamlDocument, '7:\n  a: 1\n', [7, 'a'], '2:3'],
    ['the file when it is empty', yamlDocument, '', ['cache'], 'nowhere'],
    ['a key of JSON', json, '{\n  "cache": false\n}', ['cache'], '2:3'],
    ['a key in quotes', tomlDocument, '[cache]\n"fresh" = "5m"\n', ['cache', 'fresh'], '2:1'],
    ['a key with dots', tomlDocument, 'a."b c".d = 1\n', ['a', 'b c', 'd'], '1:9'],
    ['a key of an inline table', tomlDocument, 'cache = { "fresh" = 1 }\n', ['cache', 'fresh'], '1:11'],
  ];
  for (const [what, read, text, path, place] of places) {
    it(`is that of ${what}`, () => {
      expect(placeIn(read, text, path)).to.equal(place);
    });
  }

  it('is told of a key that is a list', async () => {
    expect(await problemOf(yamlDocument, 'a: 1\n? [b, c]\n: 2\n')).to.equal(
      'config:2:3: a key is not text. Begin each key with a word.',
    );
  });
});

describe('What is told of a config file that cannot be read', () => {
  afterEach(() => {
    restore();
    syncBuiltinESMExports();
  });

  it('names no place when JSON leaves it inside of a text', async () => {
    expect(await problemOf(json, '{ "a": "tab\there" }')).to.match(/^config: this is not JSON\./);
  });

  it('names the place of a fault that YAML has no words for', async () => {
    expect(await problemOf(yamlDocument, '%YAML 1.2 extra words\n---\na: 1\n%\n')).to.match(
      /^config:\d+:\d+: /,
    );
  });

  for (const code of ['EIO', undefined]) {
    it(`does not pass on what the system says when it fails with ${code ?? 'no code'}`, async () => {
      const failure = Object.assign(new Error('a word of the system'), code === undefined ? {} : { code });
      stub(promises, 'open').rejects(failure);
      syncBuiltinESMExports();
      const error = await caught(readConfigFile('/somewhere/chatelaine.yaml', '/somewhere'));
      expect(error.message).to.equal(
        'chatelaine.yaml: this config file cannot be read. Check that it is a regular file on a disk that works.',
      );
    });
  }
});
