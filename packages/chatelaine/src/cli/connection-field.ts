import type { Connection, JsonValue } from '@chatelaine/core';
import { didYouMean, formatSecretRef, SecretsError } from '@chatelaine/core';
import type { ConnectionFields } from '@chatelaine/core/connection';
import { UsageError } from './usage-error.js';

const FIELDS = ['type', 'host', 'port', 'login', 'password', 'schema', 'description', 'extra'] as const;
const EXTRA_KEY = 'extra.';

/** What `--field` names: a field of a connection, or one key of its extra. */
export type ConnectionField = { readonly name: keyof ConnectionFields } | { readonly extraKey: string };

/** @throws UsageError naming the nearest field, when there is no such one */
export function readConnectionField(text: string): ConnectionField {
  if (text.startsWith(EXTRA_KEY) && text !== EXTRA_KEY) return { extraKey: text.slice(EXTRA_KEY.length) };
  const name = FIELDS.find((field) => field === text);
  if (name !== undefined) return { name };
  throw new UsageError(
    `A connection has no field "${text}". ${didYouMean(text, [...FIELDS, `${EXTRA_KEY}KEY`])}`,
  );
}

/** @throws SecretsError `SECRET_NOT_FOUND` when the connection does not have it */
export function fieldOf(connection: Connection, field: ConnectionField): JsonValue {
  const fields = connection.reveal();
  const value = 'name' in field ? fields[field.name] : ownValue(fields.extra, field.extraKey);
  if (value !== undefined) return value;
  const name = 'name' in field ? field.name : EXTRA_KEY + field.extraKey;
  const ref = { kind: 'connection', id: connection.id } as const;
  throw new SecretsError('SECRET_NOT_FOUND', `${formatSecretRef(ref)} has no ${name}.`, { ref });
}

function ownValue(extra: ConnectionFields['extra'], key: string): JsonValue | undefined {
  return extra !== undefined && Object.hasOwn(extra, key) ? extra[key] : undefined;
}
