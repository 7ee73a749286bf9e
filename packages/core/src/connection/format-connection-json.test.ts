import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../json.js';
import { caught } from '../test-kit/caught.js';
import type { ConnectionFields } from './connection-fields.js';
import { formatConnectionJson } from './format-connection-json.js';

describe('A connection written as JSON', () => {
  const written: readonly [fields: ConnectionFields, text: string][] = [
    [{}, '{}'],
    [{ type: 'aws', host: '', schema: '' }, '{"conn_type": "aws", "host": "", "schema": ""}'],
    [
      {
        extra: { a: 'b' },
        port: 5,
        schema: 's',
        password: 'p@$$',
        login: '',
        host: 'h',
        description: 'd',
        type: 'x',
      },
      '{"conn_type": "x", "description": "d", "host": "h", "login": "", "password": "p@$$", "schema": "s", "port": 5, "extra": {"a": "b"}}',
    ],
    [{ port: 0 }, '{"port": "0"}'],
    [{ extra: {} }, '{"extra": "{}"}'],
    [
      { password: 'é"\\\b\f\n\r\t\x01\x7f🔑\ud83d' },
      '{"password": "\\u00e9\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u007f\\ud83d\\udd11\\ud83d"}',
    ],
    [
      { extra: { a: [1, [], {}, true, null, -0, 1e21] } },
      '{"extra": {"a": [1, [], {}, true, null, -0.0, 1e+21]}}',
    ],
  ];
  for (const [fields, text] of written) {
    it(`is ${text}`, () => {
      expect(formatConnectionJson(fields)).to.equal(text);
    });
  }

  it('may nest an extra 500 deep', () => {
    const nested = `${'{"a":'.repeat(499)}[]${'}'.repeat(499)}`;
    expect(formatConnectionJson({ extra: JSON.parse(nested) })).to.include('[]');
  });

  const cyclic: Record<string, JsonValue> = {};
  cyclic.self = cyclic;
  const cyclicList: JsonValue[] = [];
  cyclicList.push(cyclicList);
  const refusals: readonly [what: string, extra: unknown, message: string][] = [
    ['NaN', { a: Number.NaN }, 'The extra of the connection holds NaN or Infinity.'],
    ['Infinity', { a: [Number.POSITIVE_INFINITY] }, 'holds NaN or Infinity'],
    ['undefined', { a: undefined }, 'holds a value that JSON has not'],
    ['a hole', { a: new Array(1) }, 'holds a value that JSON has not'],
    ['a bigint', { a: 1n }, 'holds a value that JSON has not'],
    ['a function', { a: () => 1 }, 'holds a value that JSON has not'],
    ['itself', cyclic, 'is nested more than 500 deep or holds itself'],
    ['a list that holds itself', { a: cyclicList }, 'is nested more than 500 deep or holds itself'],
    ['501 levels', JSON.parse(`${'{"a":'.repeat(501)}1${'}'.repeat(501)}`), 'is nested more than 500 deep'],
  ];
  for (const [what, extra, message] of refusals) {
    it(`is refused for an extra that holds ${what}`, async () => {
      const error = await caught(() => formatConnectionJson({ extra: extra as JsonObject }));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(message);
    });
  }

  it('is refused for several hosts, which the JSON of Airflow has no place for', async () => {
    const error = await caught(() =>
      formatConnectionJson({ type: 'x', hosts: [{ host: 'CANARY1' }, { host: 'CANARY2' }] }),
    );
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).to.equal(
      'Airflow\'s JSON has no place for the several hosts of a connection. Write the connection as a URI, which may be the value of "uri" in JSON.',
    );
  });

  it('is refused for a port that is none', async () => {
    expect((await caught(() => formatConnectionJson({ port: 65_536 }))).code).to.equal('INVALID_VALUE');
  });
});
