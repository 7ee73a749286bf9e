import type { Connection } from './connection.js';

const TEXTS = new WeakMap<Connection, string>();

/** Keeps the text that a connection was read from, for those who must know how its fields were written. */
export function keepStoredText(connection: Connection, text: string): Connection {
  TEXTS.set(connection, text);
  return connection;
}

/** The text that a connection was read from, where it is known. */
export const storedText = (connection: Connection): string | undefined => TEXTS.get(connection);
