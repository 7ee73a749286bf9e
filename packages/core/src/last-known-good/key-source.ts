import { readFile, stat } from 'node:fs/promises';
import { SecretsError } from '../errors.js';
import type { Env } from '../provider.js';
import { safeCause } from '../safe-cause.js';
import { checkKey } from './check-key.js';
import { invalidKey } from './invalid-key.js';

/** 32 random bytes, as they are or as base64 text; never a passphrase. */
export type Key = Uint8Array | string;

/** A key, what gives it, the environment variable that holds it, or the file that holds it. */
export type KeySource =
  | Key
  | (() => Key | Promise<Key>)
  | { readonly env: string }
  | { readonly file: string };

export interface NamedKey {
  /** Written into the file in clear, so that the right key is found again. @default made from the key */
  readonly id?: string;
  readonly key: KeySource;
}

/** More than any key takes, in bytes. */
const LONGEST_FILE = 1_024;

/** @throws SecretsError `INVALID_CONFIG` for what is no key, `UNAVAILABLE` when a key provider fails */
export async function readKey(source: KeySource, env: Env): Promise<Uint8Array> {
  if (typeof source === 'function')
    return checkKey(await provided(source), 'The key of the last known good file that was provided');
  if (typeof source === 'string' || source instanceof Uint8Array)
    return checkKey(source, 'The key of the last known good file');
  if ('env' in source) return keyFromEnvironment(source.env, env);
  return checkKey(await contentOf(source.file), `The key of the last known good file in ${source.file}`);
}

async function provided(provider: () => Key | Promise<Key>): Promise<Key> {
  try {
    return await provider();
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    throw new SecretsError('UNAVAILABLE', 'The provider of the key of the last known good file failed.', {
      cause: safeCause(error),
    });
  }
}

function keyFromEnvironment(name: string, env: Env): Uint8Array {
  const text = env[name];
  if (text === undefined || text === '')
    throw invalidKey(
      `The environment variable ${name} of the key of the last known good file is ${text === '' ? 'empty' : 'not set'}.`,
    );
  return checkKey(text, `The key of the last known good file in the environment variable ${name}`);
}

/** 32 bytes are the key itself; anything else is text, which may end in a line end. */
async function contentOf(path: string): Promise<Key> {
  const bytes = await bytesOf(path);
  return bytes.length === 32 ? bytes : bytes.toString('utf8').replace(/\r?\n$/, '');
}

async function bytesOf(path: string): Promise<Buffer> {
  const code = (error: unknown) => String((error as NodeJS.ErrnoException | null)?.code);
  try {
    const found = await stat(path);
    if (found.isFile() && found.size <= LONGEST_FILE) return await readFile(path);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code(error))) throw error;
    throw invalidKey(`The key file ${path} of the last known good file cannot be read (${code(error)}).`);
  }
  throw new SecretsError(
    'INVALID_CONFIG',
    `The key file ${path} of the last known good file is no regular file of at most 1 KiB.`,
    {
      hint: 'Name the file that holds the key alone.',
    },
  );
}
