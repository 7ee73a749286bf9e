import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { ConnectionFields } from './connection-fields.js';
import { parseConnectionUri } from './parse-connection-uri.js';

type Expected = Omit<ConnectionFields, 'type'>;
const EMPTY = { host: '', schema: '' };
const SOCKET = '/tmp/z6rqdzqh/example:west1:testdb';

describe('A connection URI', () => {
  const readings: readonly [uri: string, type: string, fields: Expected][] = [
    [
      'postgres://user:pass@host:5432/db',
      'postgres',
      { host: 'host', port: 5432, login: 'user', password: 'pass', schema: 'db' },
    ],
    [
      'scheme://user:password@host%2Flocation:1234/schema',
      'scheme',
      { host: 'host/location', port: 1234, login: 'user', password: 'password', schema: 'schema' },
    ],
    [
      'scheme://host%2Flocation%3Ax%3Ay:1234/schema',
      'scheme',
      { host: 'host/location:x:y', port: 1234, schema: 'schema' },
    ],
    [
      'scheme://domain%2Fuser:password%20with%20space@host:1234/schema%2Ftest',
      'scheme',
      {
        host: 'host',
        port: 1234,
        login: 'domain/user',
        password: 'password with space',
        schema: 'schema/test',
      },
    ],
    [
      'scheme://host/schema?extra1=a%20value&extra2=%2Fpath%2F',
      'scheme',
      { host: 'host', schema: 'schema', extra: { extra1: 'a value', extra2: '/path/' } },
    ],
    [
      'scheme://host?a+b=c+d&empty=&bare',
      'scheme',
      { host: 'host', schema: '', extra: { 'a b': 'c d', empty: '', bare: '' } },
    ],
    ['scheme://host?a=1;b=2=3', 'scheme', { host: 'host', schema: '', extra: { a: '1;b=2=3' } }],
    ['scheme://host?&&a=1&', 'scheme', { host: 'host', schema: '', extra: { a: '1' } }],
    ['scheme://host?&', 'scheme', { host: 'host', schema: '', extra: {} }],
    ['scheme://host?', 'scheme', { host: 'host', schema: '' }],
    ['scheme://host?n=1&t=true', 'scheme', { host: 'host', schema: '', extra: { n: '1', t: 'true' } }],
    [
      'scheme://h?__extra__=%7B%22a%22%3A+%5B1%2C+null%5D%7D',
      'scheme',
      { host: 'h', schema: '', extra: { a: [1, null] } },
    ],
    ['scheme://h?__extra__={"a":"b"}', 'scheme', { host: 'h', schema: '', extra: { a: 'b' } }],
    ['scheme://h?__extra__=', 'scheme', { host: 'h', schema: '' }],
    [
      'google-cloud-platform://?key_path=%2Fkeys%2Fkey.json&project=airflow',
      'google_cloud_platform',
      { ...EMPTY, extra: { key_path: '/keys/key.json', project: 'airflow' } },
    ],
    ['scheme://host:1234', 'scheme', { host: 'host', port: 1234, schema: '' }],
    ['scheme://host:', 'scheme', { host: 'host', schema: '' }],
    ['scheme://host:0', 'scheme', { host: 'host', port: 0, schema: '' }],
    ['scheme://host:065535', 'scheme', { host: 'host', port: 65_535, schema: '' }],
    ['scheme://%2FTmP%2F:1234', 'scheme', { host: '/TmP/', port: 1234, schema: '' }],
    ['scheme://u@a%40b%2FC', 'scheme', { host: 'a@b/C', login: 'u', schema: '' }],
    ['scheme:///airflow', 'scheme', { host: '', schema: 'airflow' }],
    ['scheme://h//a/b/', 'scheme', { host: 'h', schema: '/a/b/' }],
    ['scheme://@:1234', 'scheme', { ...EMPTY, port: 1234, login: '' }],
    [
      'scheme://:password%2F%21%40%23%24%25%5E%26%2A%28%29%7B%7D@',
      'scheme',
      { ...EMPTY, login: '', password: 'password/!@#$%^&*(){}' },
    ],
    [
      'scheme://login%2F%21%40%23%24%25%5E%26%2A%28%29%7B%7D@',
      'scheme',
      { ...EMPTY, login: 'login/!@#$%^&*(){}' },
    ],
    [
      'http://user:@host:80/database',
      'http',
      { host: 'host', port: 80, login: 'user', password: '', schema: 'database' },
    ],
    ['http://u:a:b@c@host', 'http', { host: 'host', login: 'u', password: 'a:b@c', schema: '' }],
    ['http://u+v:a+b%@host', 'http', { host: 'host', login: 'u+v', password: 'a+b%', schema: '' }],
    ['http://user:password@/', 'http', { ...EMPTY, login: 'user', password: 'password' }],
    [
      'postgresql://user:password@%2Ftmp%2Fz6rqdzqh%2Fexample%3Awest1%3Atestdb/testdb',
      'postgres',
      { host: SOCKET, login: 'user', password: 'password', schema: 'testdb' },
    ],
    [
      'spark://k8s%3a%2F%2F100.68.0.1:443?deploy-mode=cluster',
      'spark',
      { host: 'k8s://100.68.0.1', port: 443, schema: '', extra: { 'deploy-mode': 'cluster' } },
    ],
    ['redis://', 'redis', EMPTY],
    ['//', '', EMPTY],
    ['//abc', '', { host: 'abc', schema: '' }],
    ['://abc/db', '', { host: 'abc', schema: 'db' }],
    ['http://https://h:8080/p', 'http', { host: 'https://h', port: 8080, schema: 'p' }],
    ['http://HTTPS://u:p@h', 'http', { host: 'https://h', login: 'u', password: 'p', schema: '' }],
    ['http://https://a%2FB', 'http', { host: 'https://a/B', schema: '' }],
    ['x://[2001:db8::1]:80/db', 'x', { host: '2001:db8::1', port: 80, schema: 'db' }],
    ['x://u@[fe80::1%25eth0]', 'x', { host: 'fe80::1%eth0', login: 'u', schema: '' }],
    ['x://[::1]:', 'x', { host: '::1', schema: '' }],
    ['x://h1%2Ch2/a,b', 'x', { host: 'h1,h2', schema: 'a,b' }],
    ['x://u,v:p,w@h', 'x', { host: 'h', login: 'u,v', password: 'p,w', schema: '' }],
    ['x://[fe80::1%25a,b]:1', 'x', { host: 'fe80::1%a,b', port: 1, schema: '' }],
    [
      'x://h/?__proto__=a&constructor=b',
      'x',
      { host: 'h', schema: '', extra: JSON.parse('{"__proto__":"a","constructor":"b"}') },
    ],
    ['x://é:ü@ö/ß?ä=€', 'x', { host: 'ö', login: 'é', password: 'ü', schema: 'ß', extra: { ä: '€' } }],
    ['x://100%:%zz@h', 'x', { host: 'h', login: '100%', password: '%zz', schema: '' }],
    ['x://%EF%BB%BFu@h', 'x', { host: 'h', login: '\ufeffu', schema: '' }],
  ];
  for (const [uri, type, fields] of readings) {
    it(`reads ${uri}`, () => {
      const parsed = parseConnectionUri(uri, { reading: 'strict' });
      expect(parsed.fields).to.deep.equal({ type, ...fields });
      expect(parsed.losses).to.deep.equal([]);
    });
  }

  const types: readonly [uri: string, type: string, givenType: string | undefined][] = [
    ['postgres://h', 'postgres', undefined],
    ['postgresql://h', 'postgres', 'postgresql'],
    ['PostgreSQL://h', 'postgres', 'PostgreSQL'],
    ['google-cloud-platform://h', 'google_cloud_platform', 'google-cloud-platform'],
    ['HTTP://h', 'http', 'HTTP'],
    ['  Http://h', 'http', 'Http'],
    ['po\tstgresql://h', 'postgres', 'postgresql'],
    ['//h', '', undefined],
  ];
  for (const [uri, type, givenType] of types) {
    it(`has the type ${JSON.stringify(type)} in ${JSON.stringify(uri)}`, () => {
      const parsed = parseConnectionUri(uri);
      expect(parsed.fields.type).to.equal(type);
      expect(parsed.givenType).to.equal(givenType);
      expect('givenType' in parsed).to.equal(givenType !== undefined);
    });
  }

  const refusals: readonly [uri: string, problem: string, hint: string][] = [
    [
      'x://login:pa/ss@host:1',
      'at character 11 is not a number',
      'The password probably contains an unescaped "/": write it as %2F.',
    ],
    ['x://login:pa?ss@host', 'at character 11 is not a number', 'unescaped "?": write it as %3F.'],
    ['x://login:pa#ss@host', 'at character 11 is not a number', 'unescaped "#": write it as %23.'],
    ['http://https://h:x/', 'at character 18 is not a number', 'Write the port in digits'],
    [' x://h:x/', 'The port of the connection URI is not a number', 'Write the port in digits'],
    ['x://h\t:x/p@q', 'The port of the connection URI is not a number', 'unescaped "/"'],
    ['x://h:+80', 'at character 7 is not a number', 'Write the port in digits'],
    ['x://h:٣', 'at character 7 is not a number', 'Write the port in digits'],
    ['x://u:p@beef:y:z', 'at character 14 is not a number', 'belongs to the host or the password as %3A'],
    ['x://u:p@h:y:z', 'at character 11 is not a number', 'belongs to the host or the password as %3A'],
    ['x://::1:80', 'at character 6 is not a number', 'write it in square brackets'],
    ['mysql://h1:3306,h2:3306/db', 'at character 12 is not a number', 'several hosts'],
    ['x://h1,h2:1,h3:2', 'at character 11 is not a number', 'connections: strict'],
    ['x://[::1]:1,[::2]:2', 'at character 11 is not a number', 'reading: "strict"'],
    ['x://[::1],h', 'text beside the bracketed host', 'reading: "strict"'],
    ['x://h:1,[::1]:1', 'text beside the bracketed host', 'reading: "strict"'],
    ['x://[fe80::1%25a,b]:y', 'at character 21 is not a number', 'Write the port in digits'],
    ['x://h:65536', 'at character 7 is above 65535', 'from 0 to 65535'],
    ['x://h:99999999999999999999', 'at character 7 is above 65535', 'from 0 to 65535'],
    ['x://a://b://c', 'more than two "://"', 'write one'],
    ['http://u@host://example.com', 'before its second "://"', 'behind the protocol of the host'],
    ['http://h:1://example.com', 'before its second "://"', 'behind the protocol of the host'],
    [
      'x://u:p@h/?callback=https://cb',
      'before its second "://"',
      'belongs to a value: write it as %3A%2F%2F',
    ],
    ['x://[::1', 'a square bracket without its partner', '%5B'],
    ['x://u:p]@h', 'a square bracket without its partner', '%5D'],
    ['x://u:p]x[@h', 'square brackets that hold no IPv6 address', '%5B'],
    ['x://[127.0.0.1]', 'square brackets that hold no IPv6 address', 'Only an IPv6 host'],
    ['x://[::1]x:80', 'text beside the bracketed host', 'may follow'],
    ['x://y[::1]', 'text beside the bracketed host', 'may follow'],
    ['x://u:p@y／z', 'passes for one of / ? # @ :', 'Percent-encode it'],
    ['x://https://[::1', 'a square bracket without its partner', '%5B'],
    [
      'x://h?__extra__=hello',
      'The extra of the connection is not JSON: a value was expected at character 1',
      'double quotes',
    ],
    ['x://h?__extra__=[1]', 'The extra of the connection is JSON but not an object', '{"name": value}'],
  ];
  for (const [uri, problem, hint] of refusals) {
    it(`is refused when it is ${uri}`, async () => {
      const error = await caught(() => parseConnectionUri(uri));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(problem);
      expect(error.hint?.toLowerCase()).to.contain(hint.toLowerCase());
    });
  }

  it('loses the first character of a text that is no URI, even where that takes two code units', () => {
    expect(parseConnectionUri('hello').fields).to.deep.equal({ type: '', host: '', schema: 'ello' });
    expect(parseConnectionUri('🔑db').fields).to.deep.equal({ type: '', host: '', schema: 'db' });
    expect(parseConnectionUri('mailto:a@b').fields).to.deep.equal({ type: 'mailto', host: '', schema: '@b' });
  });

  it('has a host in lower case up to its first "%"', () => {
    const hosts = { A: 'a', aZ: 'az', Ö: 'ö', 'A%42C': 'aBC', '%41B': 'AB', 'a%2FB': 'a/B', 'A%2fB': 'A/B' };
    for (const [written, host] of Object.entries(hosts)) {
      expect(parseConnectionUri(`x://${written}`).fields.host).to.equal(host);
    }
  });

  it('keeps of a bracketed address with an encoded "/" what stands before its first ":"', () => {
    expect(parseConnectionUri('x://[v1.%2f]').fields.host).to.equal('[v1./]');
    expect(parseConnectionUri('x://u@[fe80::1%2f]:80').fields.host).to.equal('[fe80');
  });

  it('gives frozen fields, extra and losses', () => {
    const { fields, losses } = parseConnectionUri('x://H/?__extra__={"a":[{}]}#');
    const inner = fields.extra?.a as readonly object[];
    for (const value of [
      fields,
      fields.extra,
      inner,
      inner[0],
      losses,
      losses[0],
      parseConnectionUri('x://?a=b').fields.extra,
    ]) {
      expect(Object.isFrozen(value)).to.equal(true);
    }
    expect(Object.isFrozen(parseConnectionUri('x://h'))).to.equal(true);
  });
});
