import type { JsonObject, JsonValue } from '../json.js';
import { checkFields } from './check-fields.js';
import type { ConnectionFields } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import { writeJson } from './json-writer.js';

/**
 * Writes a connection as the JSON that Airflow writes, such that `parseConnectionJson` gives the same fields again, where
 * an empty type counts as an absent one, and a type is given in its canonical form. Throws `INVALID_VALUE` for a port that
 * is none, for several hosts and for an extra that JSON cannot hold.
 */
export function formatConnectionJson(fields: ConnectionFields): string {
  checkFields(fields);
  if (fields.hosts !== undefined) {
    throw invalidConnection(
      "Airflow's JSON has no place for the several hosts of a connection.",
      'Write the connection as a URI, which may be the value of "uri" in JSON.',
    );
  }
  const { type, description, host, login, password, schema, port, extra } = fields;
  const document: Record<string, JsonValue | undefined> = {
    conn_type: type,
    description,
    host,
    login,
    password,
    schema,
    // As a number, Airflow reads 0 as absent.
    port: port === 0 ? '0' : port,
    extra: extra === undefined ? undefined : writtenExtra(extra),
  };
  const pairs = Object.entries(document).filter((pair): pair is [string, JsonValue] => pair[1] !== undefined);
  return writeJson(Object.fromEntries(pairs));
}

/** As an object, an empty extra is read as absent. */
const writtenExtra = (extra: JsonObject): JsonValue => (Object.keys(extra).length === 0 ? '{}' : extra);
