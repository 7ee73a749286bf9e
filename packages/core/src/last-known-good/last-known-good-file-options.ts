import type { Clock } from '../clock.js';
import { SecretsError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import type { Env } from '../provider.js';
import { checkKeyId } from './key-ring.js';
import type { KeySource, NamedKey } from './key-source.js';
import type { RandomBytes } from './seal.js';

export interface LastKnownGoodFileOptions {
  /** The file, one for each process; its folder must be there. */
  readonly path: string;
  /** 32 random bytes, or where they are. One of `key` and `keys` is given. */
  readonly key?: KeySource;
  /** The id of `key`. @default made from the key */
  readonly keyId?: string;
  /** The first one encrypts, each decrypts: a new key goes before the old one. */
  readonly keys?: readonly NamedKey[];
  /** How old a value may be that is served before its backend has answered in this process, in milliseconds. @default 86_400_000 */
  readonly maxAgeMs?: number;
  /** What else the file belongs to, such as the environment or the address of a vault; a file of another is refused. @default '' */
  readonly context?: string;
  /** How long changes are collected before they are written, in milliseconds. @default 1_000 */
  readonly writeAfterMs?: number;
  /** Called when the file cannot be used or written; reads go on without it. @default nothing */
  readonly onProblem?: (error: SecretsError) => void;
  /** The environment that `{ env: NAME }` is read from. @default process.env */
  readonly env?: Env;
  readonly clock?: Clock;
  /** @default the random bytes of Node */
  readonly random?: RandomBytes;
}

/** What each option must be; the compiler sees to it that none is left out. */
const CHECKS: Readonly<Record<keyof LastKnownGoodFileOptions, (value: unknown) => boolean>> = {
  path: (value) => typeof value === 'string' && value !== '' && !value.includes('\0'),
  key: () => true,
  keyId: (value) => typeof value === 'string',
  keys: (value) => Array.isArray(value) && value.length > 0,
  maxAgeMs: isTime,
  context: (value) => typeof value === 'string',
  writeAfterMs: isTime,
  onProblem: (value) => typeof value === 'function',
  env: isObject,
  clock: isObject,
  random: (value) => typeof value === 'function',
};

/**
 * Gives the keys of options that are right, none of them read yet.
 *
 * @throws SecretsError `INVALID_CONFIG` naming the option
 */
export function checkFileOptions(options: LastKnownGoodFileOptions): readonly NamedKey[] {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof typeof CHECKS] : undefined;
    if (check === undefined) throw refused('An option is not known.', didYouMean(name, Object.keys(CHECKS)));
    if (!check(value)) throw refused(`"${name}" is not valid.`, 'Its documentation says what it is.');
  }
  if (options?.path === undefined) throw refused('"path" is missing.', 'Name a file.');
  const { key, keyId, keys } = options;
  if ((key === undefined) === (keys === undefined))
    throw refused('It takes either "key" or "keys".', 'Give one of them.');
  if (keyId !== undefined && key === undefined)
    throw refused('"keyId" is of "key".', 'In "keys", each has an "id".');
  const named = keys ?? [{ key: key as KeySource, ...(keyId === undefined ? {} : { id: keyId }) }];
  for (const [index, one] of named.entries())
    checkNamedKey(one, keys === undefined ? 'key' : `keys[${index}].key`);
  return named;
}

function checkNamedKey(named: NamedKey, subject: string): void {
  checkKeyId(named?.id);
  const source: unknown = named?.key;
  if (typeof source === 'string' || typeof source === 'function' || source instanceof Uint8Array) return;
  const { env, file } = (source ?? {}) as { env?: unknown; file?: unknown };
  if ((typeof env === 'string') !== (typeof file === 'string')) return;
  const hint = 'Give 32 random bytes, their base64 text, { env: NAME }, { file: PATH }, or a function.';
  throw refused(`"${subject}" is no key.`, hint);
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function refused(problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `lastKnownGoodFile: ${problem}`, { hint });
}
