import { inspect } from 'node:util';
import { SecretsError } from '@chatelaine/core';
import { formatConnectionJson, formatConnectionUri, parseConnection } from '@chatelaine/core/connection';
import fc from 'fast-check';
import type { FuzzKind } from './fuzz-kind.js';
import { canaries, canary, mutated } from './fuzz-kind.js';

interface ConnectionText {
  readonly text: string;
  readonly reading: 'airflow' | 'strict';
}

const word = fc.constantFrom('a', 'app', 'public', 'x_y', 'ü', 'a%20b', 'a+b', 'v-1.2', '');
const type = fc.constantFrom(
  'postgres',
  'mysql',
  'http',
  'google-cloud-platform',
  'aws',
  'POSTGRES',
  'my_type',
  'a.b',
  '-',
);
const host = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('db', 'db.example', '10.0.0.1', 'localhost', '') },
  { weight: 2, arbitrary: fc.constantFrom('[::1]', '[fe80::1%25eth0]', '[::ffff:1.2.3.4]', '%2Fvar%2Frun') },
  { weight: 1, arbitrary: fc.constantFrom('http://inner', 'a,b:1', '[::1', 'a b', 'é.example') },
  { weight: 1, arbitrary: canary },
);
const port = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('', ':5432', ':0', ':65535') },
  { weight: 1, arbitrary: fc.constantFrom(':', ':65536', ':-1', ':1e3', ':٣') },
  { weight: 1, arbitrary: canary.map((text) => `:${text}`) },
);
const json = fc.oneof(
  {
    weight: 4,
    arbitrary: canary.map((text) => JSON.stringify({ token: text, nested: { n: 1, list: [text, null] } })),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: canary },
);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: canary.map((text) => `?timeout=10&token=${text}&flag=`) },
  { weight: 2, arbitrary: json.map((text) => `?__extra__=${encodeURIComponent(text)}`) },
  { weight: 1, arbitrary: canary.map((text) => `?${text}&a=b=c&a=%${text}#${text}`) },
);
const userInfo = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: canary.map((text) => `scott:${text}@`) },
  { weight: 1, arbitrary: canary.map((text) => `${text}@`) },
  { weight: 1, arbitrary: canary.map((text) => `:${text}:x@y@`) },
);
const schemaPart = fc.oneof(
  { weight: 9, arbitrary: word.map((name) => `/${name}`) },
  { weight: 2, arbitrary: fc.constantFrom('', '//x', 'x') },
);
const uri = fc
  .tuple(type, userInfo, host, port, schemaPart, query)
  .map(([scheme, user, name, number, schema, rest]) =>
    [scheme, '://', user, name, number, schema, rest].join(''),
  );

const value = fc.oneof(
  { weight: 4, arbitrary: canary },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, 1, 1.5, -0, 1e21, '', [], {}) },
);
const fields = fc.record(
  {
    conn_type: fc.oneof({ weight: 4, arbitrary: type }, { weight: 1, arbitrary: value }),
    host: fc.oneof({ weight: 4, arbitrary: host }, { weight: 1, arbitrary: value }),
    port: fc.constantFrom<unknown>(5432, '5432', '', null, 0, 65_536, 1.5, 'x'),
    login: value,
    password: value,
    schema: word,
    description: word,
    extra: fc.oneof(
      { weight: 3, arbitrary: json },
      { weight: 2, arbitrary: canary.map((text) => ({ token: text })) },
    ),
  },
  { requiredKeys: [] },
);
const documentFields = fc.oneof(
  { weight: 10, arbitrary: fields as fc.Arbitrary<object> },
  { weight: 2, arbitrary: uri.map((text) => ({ uri: text })) },
  { weight: 1, arbitrary: fc.tuple(fields, uri).map(([known, text]) => ({ ...known, uri: text })) },
  { weight: 1, arbitrary: fc.tuple(fields, canary).map(([known, text]) => ({ ...known, [text]: text })) },
);
const document = fc
  .tuple(documentFields, fc.constantFrom('', ' ', '\n  ', '\t'))
  .map(([object, space]) => `${space}${JSON.stringify(object, undefined, space)}`);

/** Connections as URI and as JSON, by a grammar that is broken at times, in both readings. */
export const connectionTexts: FuzzKind<ConnectionText> = {
  name: 'connection texts',
  inputs: fc.record({
    text: mutated(fc.oneof(uri, document), 0.25),
    reading: fc.constantFrom('airflow', 'strict'),
  }),
  accept({ text, reading }) {
    const { fields: read, losses } = parseConnection(text, { reading });
    for (const { message } of losses) refuseLeak(message);
    for (const format of [formatConnectionJson, formatConnectionUri]) {
      try {
        format(read);
      } catch (error) {
        if (!SecretsError.is(error, 'INVALID_VALUE')) throw error;
        refuseLeak(inspect(error, { showHidden: true, depth: 9 }));
      }
    }
  },
};

/** What was lost, or cannot be written, is told in words, and not by what it is. */
function refuseLeak(text: string): void {
  if (canaries.leaksIn('a text', text).length > 0) throw new Error(`It tells a part of the input: ${text}`);
}
