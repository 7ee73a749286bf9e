import { expect } from 'chai';
import fc from 'fast-check';
import { loadYaml } from '../load-yaml.js';
import { parseEnv } from '../parse-env.js';
import { parseJson } from '../parse-json.js';
import { parseYaml } from '../parse-yaml.js';
import { treeToJson } from '../tree.js';
import { editText } from './text-edit.js';

const KEY = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => /^[^\p{C}]+$/u.test(text) && text !== '__proto__');
const TEXT = fc.string({ unit: 'grapheme' }).filter((text) => /^[^\p{C}]*$/u.test(text));

describe('editText', () => {
  it('puts any text under any key of YAML and JSON, and leaves the others as they are', async () => {
    const yaml = await loadYaml();
    const parsed = (text: string, format: string) =>
      JSON.parse(treeToJson(format === 'json' ? parseJson(text) : parseYaml(text, yaml)));
    const sections = fc.dictionary(fc.constantFrom('secrets', 'variables'), fc.dictionary(KEY, TEXT), {
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(
        sections,
        KEY,
        TEXT,
        fc.constantFrom('json', 'yaml'),
        async (before, key, text, format) => {
          const start = format === 'json' ? JSON.stringify(before) : yaml.stringify(before);
          const changed = await editText(start, format, [{ path: ['secrets', key], text }]);
          expect(parsed(changed, format)).to.deep.equal({
            ...before,
            secrets: { ...before.secrets, [key]: text },
          });
          const { [key]: _gone, ...rest } = before.secrets ?? {};
          const without = await editText(changed, format, [{ path: ['secrets', key], text: undefined }]);
          expect(parsed(without, format)).to.deep.equal({ ...before, secrets: rest });
        },
      ),
    );
  });

  it('keeps comments, numbers, quotes and the depth of lines of YAML', async () => {
    const text =
      '# top\nsecrets:\n    # of a\n    a: "1" # behind\n    b: 1.50\n    c: 2020-01-01\n    d: |\n        x\n        y\n    e:\n';
    expect(await editText(text, 'yaml', [{ path: ['secrets', 'a'], text: 'new' }])).to.equal(
      text.replace('"1"', '"new"'),
    );
    expect(await editText(text, 'yaml', [{ path: ['secrets', 'yes'], text: 'no' }])).to.equal(
      `${text}    "yes": "no"\n`,
    );
  });

  it('keeps the order, the numbers and the depth of lines of JSON', async () => {
    const text =
      '{\n  "secrets": {\n    "10": 1.50,\n    "a": "b",\n    "list": [\n      1\n    ],\n    "none": {}\n  }\n}\n';
    expect(await editText(text, 'json', [{ path: ['secrets', 'a'], text: 'c' }])).to.equal(
      text.replace('"b"', '"c"'),
    );
  });

  it('changes lines of .env files, and refuses what no line can hold', async () => {
    const text = '# top\nA=1\nB="x"\n';
    const edited = await editText(text, 'env', [
      { path: ['A'], text: undefined },
      { path: ['B'], text: ' y=z ' },
      { path: ['AB'], text: '#' },
    ]);
    expect(edited).to.equal('# top\nB= y=z \nAB=#\n');
    expect(parseEnv(edited).entries.map(({ key }) => key)).to.deep.equal(['B', 'AB']);
    for (const value of ['', 'a\nb', 'a\rb']) {
      const failure = await editText(text, 'env', [{ path: ['A'], text: value }]).catch(
        (error: unknown) => error,
      );
      expect(failure).to.have.property('name', 'FileProblem');
    }
  });
});
