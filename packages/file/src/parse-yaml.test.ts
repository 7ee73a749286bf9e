import { expect } from 'chai';
import * as yaml from 'yaml';
import { FileProblem } from './file-problem.js';
import { parseYaml } from './parse-yaml.js';
import { sectionOf } from './section.js';
import { treeToJson } from './tree.js';

const json = (text: string): string => treeToJson(parseYaml(text, yaml));

describe('parseYaml', () => {
  it('reads YAML 1.2, even when the file says that it is 1.1', () => {
    expect(json('%YAML 1.1\n---\na: [yes, on, 1:30, 2020-01-01, 1_000, 0o17, 0x1f, ~]')).to.equal(
      '{"a":["yes","on","1:30","2020-01-01","1_000",15,31,null]}',
    );
  });

  it('keeps numbers as they were written', () => {
    expect(json('a: [1.10, 123456789012345678901, +1, .5, 1e3]')).to.equal(
      '{"a":[1.10,123456789012345678901,1,0.5,1e3]}',
    );
  });

  it('refuses a number that would lose the 0 that it begins with', () => {
    expect(() => json('pin: 0042')).to.throw(FileProblem, 'begins with 0');
    expect(json('pin: "0042"')).to.equal('{"pin":"0042"}');
  });

  it('takes keys that are no text as they are written', () => {
    expect(json('1: a\n01: b\nnull: c\ntrue: d')).to.equal('{"1":"a","01":"b","null":"c","true":"d"}');
  });

  it('repeats what an alias stands for, and never a value inside itself', () => {
    expect(json('a: &x [1]\nb: *x')).to.equal('{"a":[1],"b":[1]}');
    expect(json('a: &x 1\nb: &x 2\nc: *x')).to.equal('{"a":1,"b":2,"c":2}');
    expect(() => json('a: &x [*x]')).to.throw(FileProblem, 'no anchor above');
  });

  it('stops aliases that multiply', () => {
    const levels = Array.from(
      { length: 30 },
      (_unused, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`,
    );
    expect(() => json(['a0: &a0 [x]', ...levels].join('\n'))).to.throw(
      FileProblem,
      'aliases repeat more than',
    );
  });

  it('refuses tags beyond the types of JSON, and only the entry that has one', () => {
    const section = sectionOf({
      entries: entriesOf('a: !!binary aGk=\nb: !!str 1\nc: !!python/object:os.system {}\nd: !!int 5'),
    });
    const types = [...section.entries.values()].map(([entry]) => entry?.value.type);
    expect(types).to.deep.equal(['fault', 'text', 'fault', 'literal']);
  });

  it('refuses merge keys, which could hold any key, unless they are in quotes', () => {
    expect(sectionOf({ entries: entriesOf('<<: {a: b}\nc: d') }).problem?.message).to.contain('merge key');
    expect(() => json('a: {<<: {b: c}}')).to.throw(FileProblem, 'merge key');
    expect(json('"<<": a')).to.equal('{"<<":"a"}');
  });

  it('refuses a second document, control characters and values nested without end', () => {
    expect(() => json('a: b\n---\nc: d')).to.throw(FileProblem, 'a second document begins here');
    expect(() => json('a: "\u0007"')).to.throw(FileProblem, 'control character');
    expect(() => json(`${'['.repeat(200)}${']'.repeat(200)}`)).to.throw(FileProblem, 'nested');
  });

  it('refuses what is nested so deep that the parser itself gives up', function () {
    // Its time grows by the square of the depth: half a second alone, and many times that on a busy machine.
    this.timeout(60_000);
    expect(() => json('['.repeat(5_000))).to.throw(FileProblem);
  });
});

function entriesOf(text: string) {
  const tree = parseYaml(text, yaml);
  return tree.type === 'object' ? tree.entries : [];
}
