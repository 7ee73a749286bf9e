import type { JsonObject, JsonValue } from '../json.js';
import { concludeReading } from './conclude-reading.js';
import type { ConnectionFields, ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
import { canonicalType } from './connection-type.js';
import { extraFromJson, isJsonObject } from './extra.js';
import { invalidConnection } from './invalid-connection.js';
import { checkConnectionKeys } from './json-keys.js';
import { readJson } from './json-reader.js';
import { LossList } from './losses.js';
import { readUri } from './parse-connection-uri.js';
import { portFromJson } from './port.js';

/**
 * Reads a connection written as a JSON object, as Airflow does. Throws `INVALID_VALUE` for a text that is not JSON, an
 * unknown key, or a value of the wrong type; its message holds nothing of a value.
 */
export function parseConnectionJson(text: string, options: ParseConnectionOptions = {}): ParsedConnection {
  const losses = new LossList();
  const document = readJson(text, 'The connection', losses);
  if (!isJsonObject(document)) {
    throw invalidConnection(
      'The connection is JSON but not an object.',
      'Write it as {"conn_type": …, "host": …}.',
    );
  }
  checkConnectionKeys(document);
  const uri = textOf(document, 'uri');
  const read = uri === undefined ? readFields(document, losses) : readUriOf(document, uri, losses, options);
  return concludeReading(read, losses, options);
}

type Read = Pick<ParsedConnection, 'fields' | 'givenType'>;

function readFields(document: JsonObject, losses: LossList): Read {
  const given = textOf(document, 'conn_type');
  const type = given === undefined || given === '' ? undefined : canonicalType(given);
  const port = portFromJson(document.port, losses);
  const extra = extraFromJson(document.extra, losses);
  const texts = {
    host: textOf(document, 'host'),
    login: textOf(document, 'login'),
    password: textOf(document, 'password'),
    schema: textOf(document, 'schema'),
    description: textOf(document, 'description'),
  };
  const fields = present({ type, ...texts, port, extra });
  return type === undefined || given === undefined || given === type
    ? { fields }
    : { fields, givenType: given };
}

/** Keys that Airflow takes off before it looks whether anything stands beside `uri`, where their value is empty. */
const TAKEN_OFF: readonly string[] = ['conn_type', 'port', 'extra'];

function readUriOf(
  document: JsonObject,
  uri: string,
  losses: LossList,
  options: ParseConnectionOptions,
): Read {
  const beside = Object.entries(document).some(
    ([key, value]) => key !== 'uri' && !(TAKEN_OFF.includes(key) && isEmpty(value)),
  );
  if (!beside) return readUri(uri, losses, options);
  throw invalidConnection(
    'The connection JSON has "uri" beside other keys.',
    'Write either "uri" alone, or the other keys without it.',
  );
}

function isEmpty(value: JsonValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === '' || value === 0 || value === false;
}

function textOf(document: JsonObject, key: string): string | undefined {
  const value = document[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw invalidConnection(
    `The "${key}" of the connection JSON is not a string.`,
    'Write it in double quotes.',
  );
}

function present(
  fields: { [Key in keyof ConnectionFields]: ConnectionFields[Key] | undefined },
): ConnectionFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
