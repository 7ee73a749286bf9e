import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import type { JsonObject, JsonValue } from '../json.js';
import { readText } from '../test-kit/read-text.js';
import {
  type ConnectionFields,
  formatConnectionJson,
  formatConnectionUri,
  parseConnection,
  parseConnectionJson,
  parseConnectionUri,
} from './index.js';

const FILE = new URL('../../../../test/vectors/airflow-connections.jsonl', import.meta.url);
const TEXT_KEYS = ['conn_type', 'host', 'login', 'password', 'schema', 'description'] as const;

interface Answer {
  readonly ok?: JsonObject;
  readonly error?: JsonObject;
}

interface Vector {
  readonly op: 'parse_uri' | 'parse_json' | 'deserialize' | 'construct';
  readonly input: JsonValue;
  readonly expect?: Answer;
  readonly core?: Answer;
  readonly sdk?: Answer;
  readonly python?: string;
}

describe('the answers of the real Airflow', () => {
  let vectors: readonly Vector[];

  before(async () => {
    const lines = (await readText(FILE)).split('\n').filter((line) => line !== '');
    vectors = lines.map((line) => JSON.parse(line));
  });

  it('are 3,000', () => {
    expect(vectors).to.have.length(3000);
  });

  it('are ours, but for what the rules of the vectors leave open', () => {
    const counts = new Map<string, number>();
    vectors.forEach((vector, index) => {
      try {
        const verdict = vector.op === 'construct' ? compareConstruct(vector) : compareParse(vector);
        counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      } catch (error) {
        throw new Error(`vector ${index + 1}: ${String(error)}`, { cause: error });
      }
    });
    expect(Object.fromEntries(counts)).to.deep.equal({
      'NaN or Infinity, which is not JSON (rule 7)': 11,
      'a field of the wrong type (rule 7)': 59,
      'a port that is none (rule 7)': 67,
      'an extra that is not a JSON object (rule 7)': 70,
      'both refuse (rule 4)': 465,
      'depends on the patch level of Python': 19,
      equal: 1970,
      'formatted, see below': 230,
      'the task SDK fails, core answers (rule 3)': 7,
      'wrong types (rule 8)': 102,
    });
  });

  it('are written as Airflow writes them, wherever Airflow reads its own text as the same connection', () => {
    const counts = new Map<string, number>();
    vectors.forEach((vector, index) => {
      const { fields, answer } = written(vector);
      if (fields === undefined || answer === undefined) return;
      try {
        for (const verdict of [compareUri(fields, answer), compareJson(fields, answer)]) {
          counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
        }
      } catch (error) {
        throw new Error(`vector ${index + 1}: ${String(error)}`, { cause: error });
      }
    });
    expect(Object.fromEntries(counts)).to.deep.equal({
      'json: equal': 2098,
      'json: only ours gives the same connection again': 101,
      'uri: equal but for the order of its keys': 19,
      'uri: equal but for the spelling of its JSON': 178,
      'uri: equal text': 1706,
      'uri: neither can': 132,
      'uri: only ours gives the same connection again': 164,
    });
  });
});

const ours = (vector: Vector): Answer => vector.expect ?? vector.sdk ?? {};

function compareParse(vector: Vector): string {
  const text = textOf(vector);
  if (vector.python !== undefined) return 'depends on the patch level of Python';
  const read = attempt(() => parserOf(vector)(text).fields);
  const { ok } = ours(vector);
  if (ok === undefined) {
    if (read === undefined) return 'both refuse (rule 4)';
    expect(vector.core, 'ours answers where the task SDK fails').to.have.property('ok');
    return 'the task SDK fails, core answers (rule 3)';
  }
  if (read === undefined) return mayRefuse(text, ok);
  expect(read).to.deep.equal(fieldsOf(ok));
  return 'equal';
}

function compareConstruct(vector: Vector): string {
  const input = vector.input as JsonObject;
  if (!('uri' in input))
    return fieldsToWrite(vector) === undefined ? 'wrong types (rule 8)' : 'formatted, see below';
  const { conn_id, ...document } = input;
  return compareParse({ ...vector, op: 'parse_json', input: JSON.stringify(document) });
}

/** Rule 7: what Airflow lets through only because Python does not check. */
function mayRefuse(text: string, ok: JsonObject): string {
  const document = text.startsWith('{') ? asJson(text) : {};
  if (document === undefined) return 'NaN or Infinity, which is not JSON (rule 7)';
  if (TEXT_KEYS.some((key) => document[key] != null && typeof document[key] !== 'string')) {
    return 'a field of the wrong type (rule 7)';
  }
  const { port } = document;
  if (port != null && port !== '' && !(/^[0-9]+$/.test(String(port)) && Number(port) <= 65_535)) {
    return 'a port that is none (rule 7)';
  }
  const extra = asJson(String(ok.extra));
  expect(isObject(extra) && !hasInfinity(extra), 'refused without a rule').to.equal(false);
  return 'an extra that is not a JSON object (rule 7)';
}

const isObject = (value: JsonValue | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `JSON.parse` makes Infinity of 1e400. */
const hasInfinity = (value: JsonValue | undefined): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasInfinity);

function compareUri(fields: ConnectionFields, { uri }: JsonObject): string {
  const same = normal(fields);
  const text = attempt(() => formatConnectionUri(fields));
  const theirs = typeof uri === 'string' ? attempt(() => parseConnectionUri(uri).fields) : undefined;
  const airflowKeeps = theirs !== undefined && equal(theirs, same);
  if (!airflowKeeps) {
    if (text === undefined) return 'uri: neither can';
    expect(parseConnectionUri(text).fields).to.deep.equal(same);
    return 'uri: only ours gives the same connection again';
  }
  expect(parseConnectionUri(String(text)).fields).to.deep.equal(theirs);
  const { extra = {} } = fields;
  if (String(uri).includes('__extra__=')) return 'uri: equal but for the spelling of its JSON';
  if (text !== uri && Object.keys(extra).some((key) => /^[0-9]+$/.test(key)))
    return 'uri: equal but for the order of its keys';
  expect(text).to.equal(uri);
  return 'uri: equal text';
}

function compareJson(fields: ConnectionFields, { as_json: json }: JsonObject): string {
  const text = formatConnectionJson(fields);
  const back = parseConnectionJson(text).fields;
  const { type = '', ...others } = normal(fields, fields);
  const same = type === '' ? others : { type, ...others };
  expect(back).to.deep.equal(same);
  if (typeof json !== 'string') return 'json: only ours can';
  if (
    !equal(
      attempt(() => parseConnectionJson(json).fields),
      same,
    )
  )
    return 'json: only ours gives the same connection again';
  expect(JSON.parse(text)).to.deep.equal(JSON.parse(json));
  return 'json: equal';
}

/** The fields as a URI can tell them: see `formatConnectionUri`. */
function normal(fields: ConnectionFields, base: ConnectionFields = uriBase(fields)): ConnectionFields {
  const { description, ...others } = fields;
  return {
    ...base,
    ...others,
    ...(description !== undefined && (description !== '' || base === fields) && { description }),
    ...(fields.type !== undefined && { type: canonical(fields.type) }),
  };
}

const uriBase = ({ password }: ConnectionFields): ConnectionFields => ({
  type: '',
  host: '',
  schema: '',
  ...(password !== undefined && { login: '' }),
});

const canonical = (type: string): string => (type === 'postgresql' ? 'postgres' : type.replaceAll('-', '_'));

function written(vector: Vector): { fields?: ConnectionFields | undefined; answer?: JsonObject | undefined } {
  const answer = ours(vector).ok;
  if (vector.op === 'construct') return { fields: fieldsToWrite(vector), answer };
  const text = textOf(vector);
  return { fields: attempt(() => parserOf(vector)(text).fields), answer };
}

/** The fields of a `construct` line, where they are of the right types. */
function fieldsToWrite({ input }: Vector): ConnectionFields | undefined {
  const document = input as JsonObject;
  if ('uri' in document) return undefined;
  if (TEXT_KEYS.some((key) => document[key] != null && typeof document[key] !== 'string')) return undefined;
  const { port, extra } = document;
  if (port != null && !(Number.isInteger(port) && Number(port) >= 0 && Number(port) <= 65_535))
    return undefined;
  if (extra != null && typeof extra !== 'string') return undefined;
  const parsed = extra == null || extra === '' ? {} : asJson(extra);
  if (!isObject(parsed) || hasInfinity(parsed)) return undefined;
  return fieldsOf(document);
}

/** An answer as our fields. */
function fieldsOf(answer: JsonObject): ConnectionFields {
  const { conn_type: type, host, port, login, password, schema, extra, description } = answer;
  const value = extra == null || extra === '' ? null : asJson(String(extra));
  const all = { type, host, port, login, password, schema, extra: value, description };
  return Object.fromEntries(Object.entries(all).filter(([, field]) => field != null));
}

const PARSERS = {
  parse_uri: parseConnectionUri,
  parse_json: parseConnectionJson,
  deserialize: parseConnection,
};
const parserOf = ({ op }: Vector): typeof parseConnection => PARSERS[op as keyof typeof PARSERS];

const textOf = ({ input }: Vector): string =>
  typeof input === 'string' ? input : String((input as JsonObject).value);

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return undefined;
    throw error;
  }
}

function asJson(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function equal(left: unknown, right: unknown): boolean {
  try {
    expect(left).to.deep.equal(right);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') return false;
    throw error;
  }
}
