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

  for (const path of ['hunter2'.repeat(1_000), 'hunter2\0']) {
    it(`refuses a path that cannot be, without a word of it: ${path.length} characters`, () => {
      expect(() => expand({ a: `\${file:${path}}` })).to.throw(
        /^the config object: a needs a \$\{file:PATH\}, and that file cannot exist\. Name a [a-z ]+\.$/,
      );
    });
  }

  it('refuses an object that holds itself', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.a = { b: [cyclic, cyclic] };

    expect(() => expand(cyclic)).to.throw(
      'the config object: the config is nested too deeply. See that nothing in it holds itself.',
    );
  });

  it('takes 64 levels and 10,000 values, and not one more', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    const many = (values: number) => ({ a: Array(values - 2).fill(1) });

    expect(expand(nested(64)).value).to.deep.equal(nested(64));
    expect(() => expand(nested(65))).to.throw('is nested too deeply');
    expect(() => expand(nested(20_000 / 4))).to.throw('is nested too deeply');
    expect(expand(many(10_000)).value).to.deep.equal(many(10_000));
    expect(() => expand(many(10_001))).to.throw('the config holds more than 10,000 values. Give fewer.');
  });

  it('counts what stands in several places once for each', () => {
    let wide: unknown = 1;
    for (let level = 0; level < 40; level += 1) wide = [wide, wide];

    expect(() => expand({ wide })).to.throw('holds more than 10,000 values');
  });
});
