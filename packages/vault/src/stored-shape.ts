import type { JsonObject, SecretKind, SecretValue } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { parseJsonObject, valueText } from '@chatelaine/core/provider';

/** The backend and the name of a value, for messages. */
export interface ShapeSubject {
  readonly backend: string;
  readonly name: string;
}

/**
 * The text of a value in the shapes of Airflow: a connection under `conn_uri`, which wins, or as an object of its fields; a
 * variable or config value under `value`; a raw secret under `value` alone, or as the whole object.
 *
 * @throws SecretsError `INVALID_VALUE` for a shape that is none of these
 */
export function textFrom(data: JsonObject, kind: SecretKind, subject: ShapeSubject): string {
  const { conn_uri: uri, value } = data;
  if (kind === 'connection') {
    if (typeof uri === 'string') return uri;
    if (isAlone(data, 'value') && typeof value === 'string') return value;
    return JSON.stringify(data);
  }
  if (kind === 'secret' && !isAlone(data, 'value')) return JSON.stringify(data);
  if (value === undefined || value === null) {
    const { backend, name } = subject;
    throw new SecretsError('INVALID_VALUE', `${backend}: "${name}" has nothing under the key "value".`, {
      backend,
      hint: 'A variable or config value is kept under the key "value": write it there, or ask for it as a raw secret.',
    });
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * A value in the shape in which Airflow finds it: a connection in JSON as an object of its fields.
 *
 * @throws SecretsError `INVALID_VALUE` for bytes that are no UTF-8
 */
export function dataFrom(value: SecretValue, kind: SecretKind, subject: ShapeSubject): JsonObject {
  const text = valueText(value, { ...subject, hint: 'Vault holds text: write them as base64.' });
  if (kind !== 'connection') return { value: text };
  const fields = text.trimStart().startsWith('{') ? parseJsonObject(text) : undefined;
  // An object with this key alone would be taken for what stands under it.
  const isSafe = fields !== undefined && !('conn_uri' in fields) && !isAlone(fields, 'value');
  return isSafe ? fields : { conn_uri: text };
}

function isAlone(data: JsonObject, key: string): boolean {
  return Object.keys(data).length === 1 && Object.hasOwn(data, key);
}
