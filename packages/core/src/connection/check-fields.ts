import type { ConnectionFields } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import { isPort } from './port.js';

/** Refuses fields that no connection has: a port that is not a whole number from 0 to 65535. */
export function checkFields(fields: ConnectionFields): void {
  if (fields.port === undefined || isPort(fields.port)) return;
  throw invalidConnection('The port of the connection is not a whole number from 0 to 65535.');
}
