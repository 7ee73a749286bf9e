import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { LossKind } from './connection-fields.js';
import { parseConnection } from './parse-connection.js';

describe('What Airflow leaves out without a word', () => {
  const lossy: readonly [text: string, kinds: readonly LossKind[]][] = [
    ['x://u:p@h/db#frag', ['fragment-dropped']],
    ['x://h/db#', ['fragment-dropped']],
    ['x://u:1#2@h', ['fragment-dropped']],
    ['x://h/d\tb', ['control-characters-removed']],
    ['x://h/d\nb', ['control-characters-removed']],
    ['x://h/d\rb', ['control-characters-removed']],
    ['\x01x://h', ['control-characters-removed']],
    ['x://Host', ['host-lower-cased']],
    ['x://Host%2Db', ['host-lower-cased']],
    ['x://h?a=1&a=2', ['duplicate-parameter']],
    ['x://h?__proto__=1&__proto__=2', ['duplicate-parameter']],
    ['x://h?__extra__={}&a=1', ['parameters-beside-extra']],
    ['x://h?__extra__={}&__extra__={}', ['duplicate-parameter']],
    ['x://h?__extra__={"a":1,"a":2}', ['duplicate-key']],
    ['my_type://u:p@h/db', ['type-not-a-scheme']],
    ['9x://h', ['type-not-a-scheme']],
    ['my_type://https://h', ['type-not-a-scheme']],
    ['hello', ['not-a-uri']],
    ['mailto:a@b', ['not-a-uri']],
    ['/db', ['not-a-uri']],
    ['postgres:', ['not-a-uri']],
    ['x:y://z', ['not-a-uri']],
    ['x://%ff@h', ['invalid-utf8']],
    ['x://u:%ff@h', ['invalid-utf8']],
    ['x://h%ff', ['invalid-utf8']],
    ['x://h/%ff', ['invalid-utf8']],
    ['x://h?a=%ff', ['invalid-utf8']],
    ['x://h?%ff=a', ['invalid-utf8']],
    ['x://h/?callback=s3://b/k', ['second-scheme-ignored']],
    ['http://http://h', ['second-scheme-ignored']],
    ['HTTP://https://h', ['second-scheme-ignored']],
    ['http://https:///p', ['second-scheme-ignored']],
    ['http://my_type://h', ['second-scheme-ignored']],
    ['//h/?callback=s3://b', ['second-scheme-ignored']],
    ['//a://b://c', ['second-scheme-ignored']],
    ['http://x-http://h', ['second-scheme-ignored']],
    ['x://[fe80::1%252f]', []],
    ['x://[fe80::1%2f]', ['bracketed-host-cut']],
    ['{"host":"a","host":"b"}', ['duplicate-key']],
    ['{"extra":{"a":{"b":1,"b":1}}}', ['duplicate-key']],
    ['{"extra":"{\\"a\\":1,\\"a\\":1}"}', ['duplicate-key']],
    ['{"extra":{"a":12345678901234567890}}', ['number-precision']],
    ['{"extra":{"a":[0.1234567890123456789]}}', ['number-precision']],
    ['{"port":0}', ['value-dropped']],
    ['{"port":false}', ['value-dropped']],
    ['{"extra":0}', ['value-dropped']],
    ['{"extra":false}', ['value-dropped']],
    ['{"extra":[]}', ['value-dropped']],
    ['{"uri":"x://H#"}', ['fragment-dropped', 'host-lower-cased']],
    [
      'x://Host/%ff?a=1&a=1#',
      ['fragment-dropped', 'host-lower-cased', 'invalid-utf8', 'duplicate-parameter'],
    ],
  ];
  for (const [text, kinds] of lossy) {
    it(`in ${JSON.stringify(text)} is ${kinds.join(', ') || 'nothing'}`, () => {
      const { losses } = parseConnection(text);
      expect(losses.map(({ kind }) => kind)).to.have.members(kinds);
      for (const { message } of losses) expect(message).to.match(/^[A-Z].{20,}\.$/);
    });
  }

  const lossless: readonly string[] = [
    ' x://h\n',
    'x://%48ost',
    'x://%2FTmP',
    'X://h',
    'x://h?a=1&b=2',
    'x://h?__extra__={}',
    'x://h/%EF%BF%BD',
    'x://h/100%',
    'x://h/%zz%C3%A9',
    'http://https://h',
    '://h',
    '{"port":"0","extra":{},"conn_type":""}',
    '{"port":null,"extra":null,"conn_type":null,"uri":null}',
    '{"extra":{"a":1.50,"b":1e3,"c":-0.0,"d":0.000,"e":100000000000000000000,"f":0e9,"g":5e-324}}',
  ];
  for (const text of lossless) {
    it(`in ${JSON.stringify(text)} is nothing`, () => {
      expect(parseConnection(text, { reading: 'strict' }).losses).to.deep.equal([]);
    });
  }

  it('is an error in the strict reading, with what to do about each loss', async () => {
    const error = await caught(() => parseConnection('x://Host#frag', { reading: 'strict' }));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).to.equal(
      'The connection cannot be read without a loss. Everything from the first "#" on was dropped. ' +
        'Write a "#" that belongs to a value as %23. Upper-case letters of the host were made lower-case. ' +
        'Percent-encode the first of them to keep the case.',
    );
  });

  it('is only listed in the reading of Airflow, which is the default', () => {
    expect(parseConnection('x://Host', { reading: 'airflow' })).to.deep.equal(parseConnection('x://Host'));
    expect(parseConnection('x://Host').fields.host).to.equal('host');
  });
});
