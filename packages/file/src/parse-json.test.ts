import { expect } from 'chai';
import fc from 'fast-check';
import { FileProblem } from './file-problem.js';
import { parseJson } from './parse-json.js';
import { treeToJson } from './tree.js';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(treeToJson(parseJson(text))).to.equal(JSON.stringify(JSON.parse(json)));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and shows nothing of it', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '\\', ',', 'x', '\n', '0', '{'),
        (json, at, put) => {
          const text = json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + 1);
          expect(accepts(() => parseJson(text), FileProblem)).to.equal(
            accepts(() => JSON.parse(text), SyntaxError),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps long numbers, and the order of keys that look like numbers', () => {
    const text = '{"10":100000000000000000000,"2":1.10,"1":1e400}';
    expect(treeToJson(parseJson(text))).to.equal(text);
  });

  it('counts lines and columns from 1', () => {
    expect(problemOf('{"a": 1,\n  "b": x}').position).to.deep.equal({ line: 2, column: 8 });
  });

  it('refuses to nest without end', () => {
    expect(problemOf('['.repeat(100_000)).message).to.contain('nested');
  });

  it('reads long strings', () => {
    const text = JSON.stringify('\\"x'.repeat(300_000));
    expect(treeToJson(parseJson(text))).to.equal(text);
  });

  it('takes a number that JSON has not for a fault of its entry', () => {
    const tree = parseJson('{"a": NaN, "b": 1}');
    expect(() => treeToJson(tree)).to.throw(FileProblem, 'JSON has no such number');
  });

  it('refuses a value that holds one key twice', () => {
    expect(() => treeToJson(parseJson('{"a": {"b": 1, "b": 2}}'))).to.throw(FileProblem, 'one key twice');
  });
});

function problemOf(text: string): FileProblem {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

function accepts(read: () => unknown, refusal: new (...parts: never[]) => Error): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof refusal) return false;
    throw error;
  }
}
