import type { JsonObject, JsonValue } from '../json.js';
import { invalidConnection } from './invalid-connection.js';

const DEEPEST = 500;
const ESCAPED = /[^ !#-[\]-~]/g;
const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Writes JSON as Airflow does: `", "` and `": "` between values, and ASCII only. Throws `INVALID_VALUE` for what JSON has not. */
export function writeJson(value: JsonValue, depth = 0): string {
  if (depth > DEEPEST) throw notJson(`is nested more than ${DEEPEST} deep or holds itself`);
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'boolean':
      return String(value);
    case 'number':
      return writeNumber(value);
    case 'object':
      return writeObject(value, depth);
    default:
      throw notJson('holds a value that JSON has not, such as undefined');
  }
}

function writeObject(value: JsonObject | readonly JsonValue[] | null, depth: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${Array.from(value, (item) => writeJson(item, depth + 1)).join(', ')}]`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${writeString(key)}: ${writeJson(item, depth + 1)}`,
  );
  return `{${pairs.join(', ')}}`;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw notJson('holds NaN or Infinity');
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function writeString(text: string): string {
  return `"${text.replace(ESCAPED, (char) => SHORT.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

const notJson = (problem: string): Error => invalidConnection(`The extra of the connection ${problem}.`);
