import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { ConnectionFields } from './connection-fields.js';
import { parseConnectionJson } from './parse-connection-json.js';

describe('A connection in JSON', () => {
  const readings: readonly [text: string, fields: ConnectionFields][] = [
    ['{}', {}],
    ['{"extra": null}', {}],
    ['{"extra": ""}', {}],
    ['{"extra": {}}', {}],
    ['{"extra": "{}"}', { extra: {} }],
    ['{"extra": {"yo": "hi"}}', { extra: { yo: 'hi' } }],
    ['{"extra": "{\\"yo\\": \\"hi\\"}"}', { extra: { yo: 'hi' } }],
    ['{"extra": {"a": [1, {"b": true}, null]}}', { extra: { a: [1, { b: true }, null] } }],
    ['{"conn_type": "abc-abc"}', { type: 'abc_abc' }],
    ['{"conn_type": "abc_abc"}', { type: 'abc_abc' }],
    ['{"conn_type": "postgresql"}', { type: 'postgres' }],
    ['{"conn_type": "postgres-ql"}', { type: 'postgres_ql' }],
    ['{"conn_type": "HTTP"}', { type: 'HTTP' }],
    ['{"conn_type": ""}', {}],
    ['{"port": 1}', { port: 1 }],
    ['{"port": "1"}', { port: 1 }],
    ['{"port": "0"}', { port: 0 }],
    ['{"port": ""}', {}],
    ['{"port": null}', {}],
    ['{"port": 65535}', { port: 65_535 }],
    ['{"port": "065535"}', { port: 65_535 }],
    ['{"port": 80.0}', { port: 80 }],
    ['{"password": "pass :/!@#$%^&*(){}\\""}', { password: 'pass :/!@#$%^&*(){}"' }],
    ['{"password": null}', {}],
    [
      '{"password": "", "login": "", "host": "", "schema": "", "description": ""}',
      { password: '', login: '', host: '', schema: '', description: '' },
    ],
    ['{"host": "http://H", "description": "d"}', { host: 'http://H', description: 'd' }],
    ['{"uri": "mysql://h/db"}', { type: 'mysql', host: 'h', schema: 'db' }],
    ['{"uri": "x://h", "conn_type": "", "port": null, "extra": {}}', { type: 'x', host: 'h', schema: '' }],
    ['{"uri": null, "host": "h"}', { host: 'h' }],
  ];
  for (const [text, fields] of readings) {
    it(`reads ${text}`, () => {
      expect(parseConnectionJson(text, { reading: 'strict' }).fields).to.deep.equal(fields);
    });
  }

  it('counts a uri beside nothing but 0, false and [] as alone', () => {
    const text = '{"uri": "x://h", "conn_type": false, "port": 0, "extra": []}';
    expect(parseConnectionJson(text).fields.type).to.equal('x');
  });

  it('keeps the type as it was written beside the canonical one', () => {
    expect(parseConnectionJson('{"conn_type": "my-type"}').givenType).to.equal('my-type');
    expect(parseConnectionJson('{"conn_type": "my_type"}')).not.to.have.property('givenType');
    expect(parseConnectionJson('{"conn_type": ""}')).not.to.have.property('givenType');
    expect(parseConnectionJson('{"uri": "postgresql://"}').givenType).to.equal('postgresql');
  });

  it('keeps "__proto__" in the extra as a key like any other', () => {
    const { extra } = parseConnectionJson('{"extra": {"__proto__": {"a": 1}}}').fields;
    expect(Object.keys(extra ?? {})).to.deep.equal(['__proto__']);
    expect(extra).to.deep.equal(JSON.parse('{"__proto__": {"a": 1}}'));
    expect(Object.getPrototypeOf(extra)).to.equal(Object.prototype);
  });

  it('gives frozen fields', () => {
    expect(Object.isFrozen(parseConnectionJson('{"host": "h"}').fields)).to.equal(true);
  });

  const refusals: readonly [text: string, message: string][] = [
    ['[1]', 'The connection is JSON but not an object. Write it as'],
    ['"x"', 'The connection is JSON but not an object.'],
    ['null', 'The connection is JSON but not an object.'],
    ['{"host": "h"', 'The connection is not JSON: it breaks off at character 13.'],
    ['{"port": -1}', 'The "port" of the connection JSON is not a whole number from 0 to 65535.'],
    ['{"port": 65536}', 'The "port" of the connection JSON'],
    ['{"port": 1.5}', 'The "port" of the connection JSON'],
    ['{"port": "1.5"}', 'The "port" of the connection JSON'],
    ['{"port": " 1"}', 'The "port" of the connection JSON'],
    ['{"port": "65536"}', 'The "port" of the connection JSON'],
    ['{"port": true}', 'The "port" of the connection JSON'],
    ['{"port": []}', 'The "port" of the connection JSON'],
    ['{"port": [80]}', '65535. Write it in digits, as a number or a string.'],
    ['{"extra": "hi"}', 'The extra of the connection is not JSON: a value was expected at character 1.'],
    ['{"extra": "\\"hi\\""}', 'The extra of the connection is JSON but not an object.'],
    ['{"extra": 1}', 'The extra of the connection is JSON but not an object.'],
    ['{"extra": true}', 'The extra of the connection is JSON but not an object.'],
    ['{"extra": [1]}', 'The extra of the connection is JSON but not an object.'],
    ['{"conn_type": 1}', 'The "conn_type" of the connection JSON is not a string.'],
    ['{"host": 1}', 'The "host" of the connection JSON is not a string.'],
    ['{"login": {}}', 'The "login" of the connection JSON is not a string.'],
    [
      '{"password": true}',
      'The "password" of the connection JSON is not a string. Write it in double quotes.',
    ],
    ['{"schema": []}', 'The "schema" of the connection JSON is not a string.'],
    ['{"description": 0}', 'The "description" of the connection JSON is not a string.'],
    ['{"uri": 1}', 'The "uri" of the connection JSON is not a string.'],
    ['{"uri": "x://h", "schema": "s"}', 'The connection JSON has "uri" beside other keys. Write either'],
    ['{"uri": "x://h", "schema": null}', 'The connection JSON has "uri" beside other keys.'],
    ['{"uri": "x://h", "port": 1}', 'The connection JSON has "uri" beside other keys.'],
    ['{"uri": "x://h", "extra": {"a": 1}}', 'The connection JSON has "uri" beside other keys.'],
    ['{"Port": 1}', 'The connection JSON has the unknown key "Port". Did you mean "port"?'],
    ['{"hst": "h"}', 'unknown key "hst". Did you mean "host"?'],
    ['{"hosts": ["h1", "h2"]}', 'unknown key "hosts". Write "host"; several hosts stand in a URI only'],
    ['{"hots": "h"}', 'unknown key "hots". Did you mean "host"?'],
    ['{"most": "h"}', 'unknown key "most". Did you mean "host"?'],
    ['{"conn_id": "x"}', 'unknown key "conn_id". Leave it out: the id is'],
    ['{"team_name": "x"}', 'unknown key "team_name". Leave it out: a team'],
    ['{"extra_dejson": {}}', 'unknown key "extra_dejson". Write "extra".'],
    ['{"User": "x"}', 'unknown key "user". Write "login".'],
    ['{"database": "x"}', 'unknown key "database". Write "schema".'],
    ['{"s3cr3t": 1}', 'The connection JSON has an unknown key. A connection has "conn_type", "host", "port"'],
    ['{"hsot_": 1}', 'The connection JSON has an unknown key. A connection has'],
    ['{"__proto__": 1}', 'The connection JSON has an unknown key. A connection has'],
  ];
  for (const [text, message] of refusals) {
    it(`is refused when it is ${text}`, async () => {
      const error = await caught(() => parseConnectionJson(text));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(message);
    });
  }
});
