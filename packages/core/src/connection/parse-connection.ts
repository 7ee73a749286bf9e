import type { ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import { parseConnectionJson } from './parse-connection-json.js';
import { parseConnectionUri } from './parse-connection-uri.js';
import { pythonStrip } from './python-strip.js';

/**
 * Reads a connection as a backend holds it: JSON when the first character that is not a space is `{`, else a URI. Throws
 * `INVALID_VALUE`; a place that its message gives is counted from the first character that is not a space.
 */
export function parseConnection(text: string, options: ParseConnectionOptions = {}): ParsedConnection {
  const stripped = pythonStrip(text);
  if (stripped === '') {
    throw invalidConnection('The connection is empty.', 'Write a connection URI or a JSON object.');
  }
  return stripped.startsWith('{')
    ? parseConnectionJson(stripped, options)
    : parseConnectionUri(stripped, options);
}
