import { resolve } from 'node:path';
import type { Env, SafeCause } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { KeySource, LastKnownGoodFileOptions } from '@chatelaine/core/last-known-good';
import type { LastKnownGoodConfig } from '../chain-config.js';
import type { ConfigField } from '../config-field.js';
import { durationFrom } from './duration-from.js';

/** What a config says of the file that outlives the process. */
export type LastKnownGoodSettings = Pick<LastKnownGoodFileOptions, 'path' | 'key' | 'maxAgeMs' | 'env'>;

const KEY_KEYS = ['key', 'keyFile', 'keyEnv'];

/** The keys under `lastKnownGood`. */
export const LAST_KNOWN_GOOD_KEYS: readonly string[] = ['path', ...KEY_KEYS, 'maxAge'];

/** Reads where the last known good values are kept, when it is said. @throws SecretsError `INVALID_CONFIG` */
export function lastKnownGoodFrom(field: ConfigField, env: Env): LastKnownGoodConfig | false | undefined {
  if (field.value === undefined) return undefined;
  if (field.value === false) return false;
  if (!field.isMapping)
    throw field.problem('is neither false nor a mapping.', 'Write false, or "path" and "keyEnv" below it.');
  field.checkKeys(LAST_KNOWN_GOOD_KEYS, 'lastKnownGood');
  const path = pathFrom(field.at('path'));
  if (path === undefined) throw field.at('path').problem('is missing.', 'Name a file.');
  const key = keyFrom(field);
  const maxAgeMs = durationFrom(field.at('maxAge'));
  return {
    settings: { path, key, env, ...(maxAgeMs === undefined ? {} : { maxAgeMs }) },
    blame: (error) => blamed(error, field),
  };
}

/** What core calls "key" is under one of three keys here. */
function blamed(error: SecretsError, field: ConfigField): SecretsError {
  const [option] = error.field ?? [];
  const key = option === 'key' ? KEY_KEYS.find((name) => field.at(name).value !== undefined) : option;
  const place = key === undefined ? field : field.at(key);
  const cause = error.cause as SafeCause | SecretsError | undefined;
  return new SecretsError(error.code, `${place.place}${place.name}: ${error.problem}`, {
    hint: error.hint,
    field: place.safePath,
    cause,
  });
}

function keyFrom(field: ConfigField): KeySource {
  const given = KEY_KEYS.filter((key) => field.at(key).value !== undefined);
  if (given.length !== 1) {
    throw field.problem(
      given.length === 0 ? 'names no key.' : 'names more than one key.',
      'Give one of key, keyFile and keyEnv.',
    );
  }
  const file = pathFrom(field.at('keyFile'));
  if (file !== undefined) return { file };
  const { value: name } = field.at('keyEnv');
  if (name === undefined) return keyItself(field.at('key'));
  if (typeof name === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { env: name };
  throw field.at('keyEnv').problem('is no name of a variable.', 'Name it without $ and braces.');
}

/** In code a key may also be bytes, or a function that gives it. */
function keyItself(field: ConfigField): KeySource {
  const { value } = field;
  if (value instanceof Uint8Array || typeof value === 'function') return value as KeySource;
  if (typeof value === 'string' && !value.includes('${')) return value;
  throw field.problem(
    'is no key.',
    'Write 32 random bytes as base64; or name the variable that holds them with keyEnv, or the file with keyFile.',
  );
}

/** A relative path starts from the folder of the config file. */
function pathFrom(field: ConfigField): string | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  const isPath = typeof value === 'string' && value !== '' && !value.includes('\0') && !value.includes('${');
  if (isPath) return resolve(field.document.directory, value);
  throw field.problem('is no path.', 'Write the path of a file; expressions are for options alone.');
}
