import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { readJson } from './json-reader.js';
import { LossList } from './losses.js';

const read = (text: string) => readJson(text, 'It', new LossList());

describe('JSON', () => {
  const texts = [
    'null',
    ' true ',
    '\t\r\n false\n',
    '""',
    '0',
    '-1',
    '1.5e+3',
    '1E-2',
    '-0.0',
    '"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDD11\\ud83d"',
    '[]',
    '[ ]',
    '[1 , 2,[3]]',
    '{}',
    '{ }',
    '{"a":1,"b" : {"c":[{}]}}',
    '{"__proto__":{"a":1}}',
    '{"b":1,"a":2,"b":3}',
    '"\u2028\x7fé"',
  ];
  for (const text of texts) {
    it(`reads ${JSON.stringify(text)} as JSON.parse does`, () => {
      expect(read(text)).to.deep.equal(JSON.parse(text));
    });
  }

  it('reads the integer -0 as 0, and keeps the fraction -0.0', () => {
    expect(Object.is(read('-0'), 0)).to.equal(true);
    expect(Object.is(read('-0.0'), -0)).to.equal(true);
  });

  it('is frozen at every depth', () => {
    const value = read('[{"a":[{}]}]') as readonly { a: readonly object[] }[];
    expect(
      [value, value[0], value[0]?.a, value[0]?.a[0], read('{}'), read('[]')].every(Object.isFrozen),
    ).to.equal(true);
  });

  const faults: readonly [text: string, message: string][] = [
    ['', 'It is not JSON: it breaks off at character 1. It was probably cut short.'],
    ['{"a"', 'it breaks off at character 5'],
    ['{"a":', 'it breaks off at character 6'],
    ['{"a":1', 'it breaks off at character 7'],
    ['{"a":1,', 'it breaks off at character 8'],
    ['[1', 'it breaks off at character 3'],
    ['["a', 'it breaks off at character 4'],
    ['"\\', 'it breaks off at character 2'],
    ['{} x', 'there is more after its end at character 4. Remove'],
    ['[,]', 'a value was expected at character 2. Strings'],
    ['[1,]', 'a value was expected at character 4'],
    ['[tru]', 'a value was expected at character 2'],
    ['[nul]', 'a value was expected at character 2'],
    ['[fals]', 'a value was expected at character 2'],
    ['[NaN]', 'NaN and Infinity are not JSON'],
    ['[-Infinity]', 'a value was expected at character 2'],
    ['[+1]', 'a value was expected at character 2'],
    ['[.5]', 'a value was expected at character 2'],
    ["{'a':1}", 'a key in double quotes was expected at character 2. Keys'],
    ['{"a":1,}', 'a key in double quotes was expected at character 8'],
    ['{"a" 1}', 'a ":" after a key was expected at character 6'],
    ['{"a":"b"c"}', 'a "," or "}" was expected at character 9. A double quote'],
    ['[01]', 'a "," or "]" was expected at character 3. A double quote'],
    ['[1.]', 'a "," or "]" was expected at character 3'],
    ['["a\nb"]', 'a string holds a control character at character 4. Write a line end'],
    ['["a\\x"]', 'a string holds an unknown escape at character 4. Write a backslash'],
    ['["\\x0041"]', 'a string holds an unknown escape at character 3'],
    ['["\\u12g4"]', 'a string holds an unknown escape at character 3'],
    ['["\\constructor"]', 'a string holds an unknown escape at character 3'],
    ['[1e400]', 'a number is beyond the range of a double at character 7. Write it as a string.'],
    ['-1e400', 'a number is beyond the range of a double'],
    ['\ufeff{}', 'a value was expected at character 1'],
    ['\u00a0{}', 'a value was expected at character 1'],
    ['\f{}', 'a value was expected at character 1'],
  ];
  for (const [text, message] of faults) {
    it(`is refused when it is ${JSON.stringify(text)}`, async () => {
      const error = await caught(() => read(text));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(message);
    });
  }

  it('may be nested 500 deep and no deeper', async () => {
    expect(read(`${'['.repeat(501)}${']'.repeat(501)}`)).to.be.an('array');
    expect((await caught(() => read('['.repeat(502)))).message).to.contain(
      'nested more than 500 deep at character 502',
    );
    expect((await caught(() => read('{"a":'.repeat(1000)))).message).to.contain('nested more than 500 deep');
  });
});
