import { expect } from 'chai';
import fc from 'fast-check';
import { SecretsError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { ConnectionFields, ParsedConnection } from './connection-fields.js';
import { formatConnectionJson } from './format-connection-json.js';
import { formatConnectionUri } from './format-connection-uri.js';
import { parseConnection } from './parse-connection.js';
import { parseConnectionJson } from './parse-connection-json.js';
import { parseConnectionUri } from './parse-connection-uri.js';

const RUNS = { numRuns: 2000 };
const READINGS = ['airflow', 'strict'] as const;
const STRICT = { reading: 'strict' } as const;
const CANARY = 'kQ7canaryZ9';

const scrap = fc.constantFrom(
  ...[
    '://',
    '//',
    '/',
    ':',
    '@',
    '?',
    '#',
    '&',
    '=',
    '+',
    '%',
    '%41',
    '%ff',
    '%2F',
    '[',
    ']',
    '::1',
    '{',
    '}',
    '"',
    ',',
    '\\',
  ],
  ...[
    ' ',
    '\t',
    '\n',
    '\x00',
    'x',
    'http',
    'HTTP',
    'my_type',
    'my-type',
    'Host',
    '80',
    '0',
    '99999',
    'é',
    '／',
    '__extra__',
    '__proto__',
  ],
);
const soup = fc
  .array(fc.oneof({ weight: 6, arbitrary: scrap }, fc.string({ unit: 'binary', maxLength: 3 })))
  .map((parts) => parts.join(''));
const mostly = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const text = fc.oneof(soup, fc.string({ unit: 'grapheme' })).filter((value) => !/\p{Surrogate}/u.test(value));
const host = fc.oneof(
  text,
  fc.tuple(fc.constantFrom('http', 'my-type', 'X', 'a.b', 'x-http'), text).map((pair) => pair.join('://')),
);

const extra = fc.oneof(
  fc.dictionary(fc.oneof(text, fc.constantFrom('__extra__', '__proto__')), text),
  fc.dictionary(text, fc.jsonValue({ maxDepth: 4 })),
) as fc.Arbitrary<JsonObject>;

const parts = {
  host: mostly(host),
  port: mostly(fc.integer({ min: 0, max: 65_535 })),
  login: mostly(text),
  password: mostly(text),
  schema: mostly(text),
  extra: mostly(extra),
};
const severalHosts = fc.array(
  fc
    .tuple(
      host.filter((name) => name !== ''),
      parts.port,
    )
    .map(([name, port]) => (port === undefined ? { host: name } : { host: name, port })),
  { minLength: 2, maxLength: 4 },
);
const schemeType = fc.oneof(
  fc.constantFrom('http', 'my_type', 'x', 'postgres'),
  fc.stringMatching(/^[a-z][a-z0-9_+.]{0,8}$/),
);
const uriFields = fc.record({ type: mostly(schemeType), ...parts }).map(withoutUndefined);
const jsonType = text.map((type) => type.replaceAll('-', '_')).filter((type) => type !== 'postgresql');
const jsonFields = fc
  .record({ type: mostly(jsonType), ...parts, description: mostly(text) })
  .map(withoutUndefined);

describe('Parsing and formatting', () => {
  it('give the same fields again through a URI, without a loss', () => {
    fc.assert(
      fc.property(uriFields, (fields) => {
        const { fields: back, losses } = parseConnectionUri(formatConnectionUri(fields));
        expect(back).to.deep.equal({
          ...{ type: '', host: '', schema: '' },
          ...(fields.password !== undefined && { login: '' }),
          ...fields,
        });
        expect(losses).to.deep.equal([]);
      }),
      RUNS,
    );
  });

  it('give the same several hosts again through a URI, in the strict reading', () => {
    fc.assert(
      fc.property(uriFields, severalHosts, ({ host: _one, port: _its, ...others }, hosts) => {
        const fields = { ...others, hosts };
        const uri = formatConnectionUri(fields);
        const { fields: back } = parseConnectionUri(uri, STRICT);
        expect(back).to.deep.equal({
          ...{ type: '', schema: '' },
          ...(fields.password !== undefined && { login: '' }),
          ...fields,
          ...hosts[0],
        });
        expect(formatConnectionUri(back)).to.equal(uri);
      }),
      RUNS,
    );
  });

  it('give the same fields in both readings where there is one host and no loss', () => {
    fc.assert(
      fc.property(anyText(), (input) => {
        const strict = attempt(() => parseConnection(input, STRICT));
        if (strict === undefined) return;
        const { hosts, ...fields } = strict.fields;
        if (hosts === undefined) {
          expect(strict).to.deep.equal(parseConnection(input));
        } else {
          expect(parseConnectionUri(formatConnectionUri(strict.fields), STRICT).fields).to.deep.equal(
            strict.fields,
          );
          const airflow = attempt(() => parseConnection(input));
          if (airflow !== undefined) expect(airflow.fields.login).to.equal(fields.login);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('give the same fields again through JSON, without a loss', () => {
    fc.assert(
      fc.property(jsonFields, (fields) => {
        const { fields: back, losses } = parseConnectionJson(formatConnectionJson(fields));
        expect(back).to.deep.equal(jsonNormal(fields));
        expect(losses).to.deep.equal([]);
      }),
      RUNS,
    );
  });

  it('give the same fields again for every text that is a connection, in both forms', () => {
    fc.assert(
      fc.property(anyText(), (input) => {
        const parsed = attempt(() => parseConnection(input));
        if (parsed === undefined) return;
        expect(parseConnectionJson(formatConnectionJson(parsed.fields)).fields).to.deep.equal(
          jsonNormal(parsed.fields),
        );
        const uri = attempt(() => formatConnectionUri(parsed.fields));
        if (uri === undefined) return;
        const again = parseConnectionUri(uri);
        expect(formatConnectionUri(again.fields)).to.equal(uri);
        if (!input.trimStart().startsWith('{')) expect(again.fields).to.deep.equal(parsed.fields);
      }),
      { numRuns: 5000 },
    );
  });

  it('throw nothing but INVALID_VALUE, whatever the text and the reading', () => {
    fc.assert(
      fc.property(anyText(), fc.constantFrom('airflow' as const, 'strict' as const), (input, reading) => {
        for (const parse of [parseConnection, parseConnectionUri, parseConnectionJson])
          attempt(() => parse(input, { reading }));
      }),
      { numRuns: 5000 },
    );
  });

  it('never show a part of a malformed text in an error or a loss', () => {
    const withCanaries = fc.array(scrap).map((scraps) => [...scraps, ''].join(CANARY));
    const wrongUri = fc
      .tuple(withCanaries, withCanaries)
      .map(([user, rest]) => `x://${user}:${CANARY}@${rest}:${CANARY}/${CANARY}`);
    const wrongJson = fc
      .tuple(withCanaries, scrap)
      .map(([value, end]) => `{"${CANARY}": "${value}", "password": "${CANARY}" ${end}`);
    const wrongKey = fc
      .tuple(withCanaries, withCanaries)
      .map(([key, value]) => JSON.stringify({ [key]: value, extra: value, port: value }));
    const wrongExtra = withCanaries.map((value) => JSON.stringify({ extra: value, uri: value }));
    fc.assert(
      fc.property(fc.oneof(withCanaries, wrongUri, wrongJson, wrongKey, wrongExtra), (input) => {
        for (const parse of [parseConnection, parseConnectionUri, parseConnectionJson]) {
          expect(said(() => parse(input, { reading: 'strict' }))).not.to.contain(CANARY);
          expect(said(() => parse(input))).not.to.contain(CANARY);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never show a part of fields that cannot be written', () => {
    const wrong: ConnectionFields[] = [
      { type: `${CANARY} x` },
      { type: 'x', description: CANARY },
      { host: CANARY, hosts: [{ host: `${CANARY}1` }, { host: `${CANARY}2` }] },
      { hosts: [{ host: CANARY }] },
      { hosts: [{ host: CANARY }, { host: `${CANARY}\ud83d` }] },
      ...(['host', 'login', 'password', 'schema'] as const).map((key) => ({ [key]: `${CANARY}\ud83d` })),
      { extra: { [`${CANARY}\ud83d`]: CANARY } },
      { extra: { [CANARY]: Number.NaN } },
    ];
    for (const fields of wrong) {
      const message = said(() => formatConnectionUri(fields));
      expect(message).not.to.equal('');
      expect(message).not.to.contain(CANARY);
    }
  });

  const long = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));
  const worst: Readonly<Record<string, string>> = {
    'percent signs': `x://h/${long('%')}`,
    'broken UTF-8': `x://h/${long('%ffa')}`,
    'broken parameters': `x://h/?${long('%ff=&')}`,
    'empty parameters': `x://h/?${long('a&')}`,
    'distinct parameters': `x://h/?${Array.from({ length: 90_000 }, (_, index) => `k${index}=1`).join('&')}`,
    separators: long('://'),
    colons: `x://[${long(':')}]`,
    brackets: `x://${long('[')}`,
    digits: `x://h:${long('1')}`,
    hosts: `x://${long('h:1,')}h`,
    'hosts without ports': `x://${long('h,')}h`,
    'empty hosts': `x://${long(',')}`,
    'bracketed hosts': `x://${long('[::1],')}h`,
    'hosts behind a long login': `x://${'u'.repeat(500_000)}@${'h,'.repeat(250_000)}h`,
    'hosts that cannot be read': `x://${long('h:1,')}h:y`,
    'spaces before a letter': `${long(' ')}x${long(' ')}y`,
    'line ends': `x://${long('a\n')}`,
    'combining marks': `x://${long('\u0301\u0327')}`,
    sigmas: `x://${long("Σ'")}`,
    'open arrays': `{"extra":${long('[')}`,
    'open objects': long('{"a":'),
    escapes: `{"host":"${long('\\u0041')}`,
    backslashes: `{"host":"${long('\\')}`,
    zeros: `{"extra":{"a":0.${long('0')}1${long('0')}}}`,
    exponents: `{"extra":{"a":1e-${long('1')}}}`,
    'distinct keys': `{"extra":{${Array.from({ length: 90_000 }, (_, index) => `"k${index}":1`).join(',')}}}`,
  };
  for (const [what, input] of Object.entries(worst)) {
    it(`end on a megabyte of ${what}`, () => {
      for (const reading of what.includes('hosts') ? READINGS : READINGS.slice(0, 1)) {
        const parsed = attempt(() => parseConnection(input, { reading }));
        if (parsed !== undefined) attempt(() => formatConnectionUri(parsed.fields));
      }
    }).timeout(20_000);
  }
});

function anyText(): fc.Arbitrary<string> {
  const uri = fc
    .tuple(fc.constantFrom('', 'x', 'http', 'HTTP', 'my-type'), soup)
    .map((pair) => pair.join('://'));
  const document = fc.dictionary(
    fc.constantFrom(
      'conn_type',
      'host',
      'login',
      'password',
      'schema',
      'port',
      'extra',
      'description',
      'uri',
    ),
    fc.oneof(soup, fc.constantFrom('{"a":1}', '80', ''), fc.jsonValue({ maxDepth: 2 })),
    { maxKeys: 5 },
  );
  return fc.oneof(
    soup,
    uri,
    document.map((value) => JSON.stringify(value)),
    soup.map((value) => `{${value}`),
  );
}

function jsonNormal({ type, ...others }: ConnectionFields): ConnectionFields {
  return type === undefined || type === '' ? others : { type, ...others };
}

function withoutUndefined(
  fields: { [Key in keyof ConnectionFields]: ConnectionFields[Key] | undefined },
): ConnectionFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return undefined;
    throw error;
  }
}

/** Everything that an error or the losses say. */
function said(work: () => ParsedConnection | string): string {
  try {
    const result = work();
    return typeof result === 'string' ? '' : JSON.stringify(result.losses);
  } catch (error) {
    if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
    return [error.message, error.stack, error.hint, String(error.cause), JSON.stringify(error)].join('\n');
  }
}
