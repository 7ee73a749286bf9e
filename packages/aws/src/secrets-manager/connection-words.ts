import type { FoundSecret, SecretRef } from '@chatelaine/core';
import { parseJsonObject } from '@chatelaine/core/provider';

/** The keys that Airflow takes for each part of a connection. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  login: ['login', 'user', 'username', 'user_name'],
  password: ['password', 'pass', 'key'],
  host: ['host', 'remote_host', 'server'],
  port: ['port'],
  schema: ['database', 'schema'],
  conn_type: ['conn_type', 'conn_id', 'connection_type', 'engine'],
  extra: ['extra'],
  description: ['description'],
};

/** What a connection's own form may hold. */
const OWN_KEYS: ReadonlySet<string> = new Set([...Object.keys(WORDS), 'uri']);

/** More words for the parts of a connection, by the part's name; "user" stands for the login. */
export type ConnectionWords = Readonly<Record<string, readonly string[]>>;

/**
 * A connection that is an object with other keys than a connection's own, written with its own: the first key of the object
 * that is a word for a part gives the part, and what is no word is left out, as in Airflow. Anything else is left as it is.
 */
export function withOwnKeys(ref: SecretRef, found: FoundSecret, more: ConnectionWords): FoundSecret {
  if (ref.kind !== 'connection' || typeof found.value !== 'string') return found;
  const document = parseJsonObject(found.value);
  if (document === undefined || Object.keys(document).every((key) => OWN_KEYS.has(key))) return found;
  const parts = Object.entries(WORDS).flatMap(([part, words]) => {
    const known = [...words, ...(more[part] ?? []), ...(part === 'login' ? (more.user ?? []) : [])];
    const entry = Object.entries(document).find(([key]) => known.includes(key));
    return entry === undefined ? [] : [[part, entry[1]] as const];
  });
  return { ...found, value: JSON.stringify(Object.fromEntries(parts)) };
}
