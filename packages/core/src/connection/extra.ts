import type { JsonObject, JsonValue } from '../json.js';
import { invalidConnection } from './invalid-connection.js';
import { readJson } from './json-reader.js';
import type { LossList } from './losses.js';

/** Reads an extra written as text: a JSON object, or nothing where the text is empty. */
export function extraFromText(text: string, losses: LossList): JsonObject | undefined {
  if (text === '') return undefined;
  const value = readJson(text, 'The extra of the connection', losses);
  if (isJsonObject(value)) return value;
  throw notAnObject();
}

/**
 * Reads the extra of a JSON document: an object, or the text of one. Null, `""` and `{}` are absent, and so are 0, false
 * and `[]`, as in Airflow, which is reported as the loss `value-dropped`.
 */
export function extraFromJson(value: JsonValue | undefined, losses: LossList): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return extraFromText(value, losses);
  if (isJsonObject(value)) return Object.keys(value).length === 0 ? undefined : value;
  if (value !== 0 && value !== false && !(Array.isArray(value) && value.length === 0)) throw notAnObject();
  losses.add('value-dropped');
  return undefined;
}

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notAnObject = (): Error =>
  invalidConnection('The extra of the connection is JSON but not an object.', 'Write it as {"name": value}.');
