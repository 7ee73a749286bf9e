import { type JsonObject, SecretsError } from '@chatelaine/core';
import {
  type ConnectionFields,
  formatConnectionJson,
  formatConnectionUri,
  parseConnection,
} from '@chatelaine/core/connection';
import { textIn } from '@chatelaine/core/provider';
import type { DynamicOptions } from './dynamic-options.js';

/**
 * The connection that the options describe, without its login and password.
 *
 * @throws SecretsError `INVALID_CONFIG` when it cannot be read, or when the options contradict each other
 */
export function checkDynamic(id: string, options: DynamicOptions, backend: string): ConnectionFields {
  const { as = 'connection', connection, key, loginKey, passwordKey } = options;
  const refuse = (field: string, problem: string, hint: string): SecretsError =>
    new SecretsError('INVALID_CONFIG', `${backend}: option "${field}" of a dynamic credential ${problem}.`, {
      backend,
      field: ['dynamic', id, field],
      hint,
    });
  if (as === 'connection' && key !== undefined) {
    throw refuse('key', 'is not used by a connection', 'Use "loginKey" and "passwordKey", or another "as".');
  }
  const unused = Object.entries({ connection, loginKey, passwordKey }).find(
    ([, value]) => value !== undefined,
  );
  if (as !== 'connection' && unused !== undefined) {
    throw refuse(unused[0], 'is used by connections alone', 'Remove it, or set "as" to "connection".');
  }
  if (options.path.split('/').some((part) => part === '' || part === '.' || part.includes('..'))) {
    throw refuse('path', 'is no path of Vault', 'Write mount and path, for example "database/creds/app".');
  }
  if (connection === undefined) return {};
  try {
    return parseConnection(connection).fields;
  } catch (error) {
    if (!SecretsError.is(error)) throw error;
    throw refuse('connection', 'cannot be read as a connection', 'Write a URI such as "postgres://db/app".');
  }
}

/**
 * What Vault made, as text: a connection with its login and password, one key's value, or all of it as JSON.
 *
 * @throws SecretsError `INVALID_VALUE` when a key is not there
 */
export function dynamicText(
  data: JsonObject,
  options: DynamicOptions,
  fields: ConnectionFields,
  backend: string,
): string {
  const { path, as = 'connection', key, loginKey = 'username', passwordKey = 'password' } = options;
  const textAt = (name: string): string => {
    const text = textIn(data, name);
    if (text !== undefined) return text;
    throw new SecretsError(
      'INVALID_VALUE',
      `${backend}: what "${path}" made lacks a key that was asked for.`,
      {
        backend,
        hint: 'Check "key", "loginKey" and "passwordKey" of the dynamic credential.',
      },
    );
  };
  if (as === 'connection') {
    const whole = { ...fields, login: textAt(loginKey), password: textAt(passwordKey) };
    return whole.hosts === undefined ? formatConnectionJson(whole) : formatConnectionUri(whole);
  }
  return key === undefined ? JSON.stringify(data) : textAt(key);
}
