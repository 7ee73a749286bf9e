import { expect } from 'chai';
import type { ConfigDocument } from '../config-document.js';
import { caught } from '../folder-with.test.fixture.js';
import { jsonDocument } from './json-document.js';
import type { ConfigText } from './read-config-file.js';
import { tomlDocument } from './toml-document.js';
import { yamlDocument } from './yaml-document.js';

type Reader = (file: ConfigText) => ConfigDocument;

const KEYS = 80_000;
const keys = (line: (index: number) => string): readonly string[] =>
  Array.from({ length: KEYS }, (_, i) => line(i));
const valueIn = (read: Reader, text: string): unknown => read({ source: 'c', directory: '/', text }).value;
const messageOf = async (read: Reader, text: string): Promise<string> =>
  (await caught((async () => valueIn(read, text))())).message;

describe('A config file that is made to be large', function () {
  // Work that grows with the square of the file would take minutes.
  this.timeout(30_000);

  const mappings: readonly (readonly [string, Reader, string])[] = [
    ['YAML', yamlDocument, keys((i) => `k${i}: 1`).join('\n')],
    ['JSON', (file) => jsonDocument(file), `{${keys((i) => `"k${i}":1`).join(',')}}`],
    ['TOML', tomlDocument, keys((i) => `k${i} = 1`).join('\n')],
  ];
  for (const [format, read, text] of mappings) {
    it(`is read when it is a mapping with many keys in ${format}`, () => {
      expect(Object.keys(valueIn(read, text) as object)).to.have.length(KEYS);
    });
  }

  it('is told by line when one of many keys is there twice', async () => {
    expect(await messageOf(yamlDocument, [...keys((i) => `k${i}: 1`), 'k7: 2'].join('\n'))).to.equal(
      `c:${KEYS + 1}:1: this key is there twice. Keep one of them.`,
    );
  });

  it('may hold 100 aliases, and not one more', async () => {
    const aliases = (count: number) => `x: &a 1\ny: [${Array(count).fill('*a').join(', ')}]`;

    expect(valueIn(yamlDocument, aliases(100))).to.deep.equal({ x: 1, y: Array(100).fill(1) });
    expect(await messageOf(yamlDocument, aliases(101))).to.equal(
      'c:2:405: this file has more than 100 aliases. Write out what they stand for.',
    );
    expect(await messageOf(yamlDocument, aliases(150_000))).to.include('more than 100 aliases');
  });

  it('may hold 10,000 values more than it writes, and not one more', async () => {
    const grown = (items: number) => `a: &a [${Array(items).fill('1').join(', ')}]\nb: [*a, *a, *a, *a]`;

    expect(valueIn(yamlDocument, grown(2_499)))
      .to.have.property('b')
      .with.length(4);
    expect(await messageOf(yamlDocument, grown(2_500))).to.include(
      'the aliases in this file grow too large.',
    );
  });

  it('takes an alias for the last anchor of that name before it', () => {
    expect(valueIn(yamlDocument, 'x: &a 1\ny: *a\nz: &a 2\nw: *a')).to.deep.equal({ x: 1, y: 1, z: 2, w: 2 });
  });

  const deep: readonly (readonly [string, Reader, string, string])[] = [
    ['YAML', yamlDocument, `a: ${'['.repeat(20_000)}`, 'c:1:'],
    ['JSON', (file) => jsonDocument(file), '['.repeat(20_000) + ']'.repeat(20_000), 'c:1:'],
    ['TOML lists', tomlDocument, `a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'c: '],
    ['TOML keys', tomlDocument, `a${'.a'.repeat(64)} = 1`, 'c:1:129: '],
    ['many TOML keys', tomlDocument, `a${'.a'.repeat(400_000)} = 1`, 'c:1:129: '],
    ['TOML tables', tomlDocument, `[a${'.a'.repeat(400_000)}]`, 'c:1:2: '],
    ['TOML in braces', tomlDocument, `a = ${'{ a = '.repeat(65)}1${' }'.repeat(65)}`, 'c:1:'],
  ];
  for (const [format, read, text, place] of deep) {
    it(`is refused when it is nested too deeply: ${format}`, async () => {
      const message = await messageOf(read, text);

      expect(message.startsWith(place), message).to.equal(true);
      expect(message).to.match(/: this is nested too deeply\. Is it a config file\?$/);
    });
  }

  it('may hold keys of 64 levels in TOML', () => {
    expect(valueIn(tomlDocument, `a${'.a'.repeat(63)} = 1`)).to.have.nested.property(
      `a${'.a'.repeat(63)}`,
      1,
    );
  });

  it('costs the length of a long key once, and not for each key below it', () => {
    const document = tomlDocument({
      source: 'c',
      directory: '/',
      text: `[${'k'.repeat(300_000)}]\n${keys((i) => `k${i} = 1`).join('\n')}`,
    });

    expect(document.positionOf(['k'.repeat(300_000), 'k5'])).to.deep.equal({ line: 7, column: 1 });
  });
});
