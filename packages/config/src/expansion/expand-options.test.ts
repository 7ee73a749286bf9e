import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { objectDocument } from '../config-document.js';
import { ConfigField } from '../config-field.js';
import { folderWith } from '../folder-with.test.fixture.js';
import { expandOptions } from './expand-options.js';

function expand(options: unknown, directory = '/', env: Record<string, string> = {}) {
  const noted: string[] = [];
  const field = ConfigField.root(objectDocument(options, directory));
  return { value: expandOptions(field, { env, note: (text) => noted.push(text) }), noted };
}

describe('expandOptions', () => {
  it('expands variables in every text, however deep', () => {
    const { value } = expand({ a: `\${env:A}`, b: [{ c: `x-\${env:A}-\${env:B}` }], d: 1, e: null }, '/', {
      A: 'one',
      B: 'two',
    });

    expect(value).to.deep.equal({ a: 'one', b: [{ c: 'x-one-two' }], d: 1, e: null });
  });

  it('never expands what an expression stood for', () => {
    expect(expand({ a: `\${env:A}` }, '/', { A: `\${env:B} $\${`, B: 'no' }).value).to.deep.equal({
      a: `\${env:B} $\${`,
    });
  });

  it('takes an empty variable for a value', () => {
    expect(expand({ a: `[\${env:A}]` }, '/', { A: '' }).value).to.deep.equal({ a: '[]' });
  });

  it('gives a literal "${" for "$${"', () => {
    expect(expand({ a: `$\${env:A} and $ and $$` }).value).to.deep.equal({ a: `\${env:A} and $ and $$` });
  });

  it('does not take what every object inherits for a variable', () => {
    expect(() => expand({ a: `\${env:toString}` })).to.throw('toString is not set');
  });

  it('reads files from the folder of the config, without one newline at their end', async () => {
    const folder = await folderWith({ 'one.txt': 'one\n', 'two.txt': 'two\r\n\r\n', 'none.txt': 'none' });

    const { value } = expand(
      [`\${file:one.txt}`, `\${file:./two.txt}`, `\${file:${folder}/none.txt}`],
      folder,
    );

    expect(value).to.deep.equal(['one', 'two\r\n', 'none']);
  });

  it('reads at most 64 KiB, and only text', async () => {
    const folder = await folderWith({ 'most.txt': 'x'.repeat(65_536), 'more.txt': 'x'.repeat(65_537) });
    await writeFile(join(folder, 'bytes'), Uint8Array.of(0xff));

    expect(expand(`\${file:most.txt}`, folder).value).to.have.length(65_536);
    expect(() => expand({ a: `\${file:more.txt}` }, folder)).to.throw(
      `the config object: a needs \${file:more.txt}, and that file is larger than 64 KiB. Name a file that holds one value.`,
    );
    expect(() => expand({ a: `\${file:bytes}` }, folder)).to.throw(
      'that file is not UTF-8. Name a text file.',
    );
  });

  for (const text of [`\${A}`, `\${env:A`, `\${env:}`, `\${env:A-B}`, `\${ENV:A}`, `\${env:\${env:A}}`]) {
    it(`refuses ${text}`, () => {
      expect(() => expand({ a: text }, '/', { A: 'one' })).to.throw('begins no known expression');
    });
  }

  it('notes every text that must not be repeated', () => {
    expect(expand({ a: `x\${env:A}`, b: 'plain' }, '/', { A: 'one' }).noted).to.deep.equal(['one', 'xone']);
  });

  it('hands on what code puts into a config object', () => {
    const client = new (class Client {})();

    expect(expand({ client }).value).to.deep.equal({ client }).and.have.property('client', client);
  });
});
