import { resolve } from 'node:path';
import type { SafeCause } from '../errors.js';
import { SecretsError } from '../errors.js';
import { readRegularFile } from '../regular-file.js';

/** A file that proves who we are, or says where to prove it. */
export interface CredentialFile {
  /** The option that names the file, where one does. */
  readonly option?: string | undefined;
  /** What messages call it, after "the file". @default `that "OPTION" names` */
  readonly label?: string | undefined;
  readonly path: string;
  /** The folder that a relative path starts from. */
  readonly directory: string;
  /** The backend's label, for messages. */
  readonly backend: string;
  /** What it may hold at most, in bytes. @default 65_536 */
  readonly maxBytes?: number | undefined;
}

const MAX_BYTES = 64 * 1024;

/**
 * The text of a file without one newline at its end.
 *
 * @throws SecretsError `INVALID_CONFIG` when it cannot be read or holds nothing, `UNAVAILABLE` when it cannot be read now
 */
export async function readCredentialFile(file: CredentialFile): Promise<string> {
  const text = await readCredentialFileIfPresent(file);
  if (text !== undefined) return text;
  throw badCredentialFile(file, 'does not exist');
}

/** The same, or `undefined` where there is no such file. */
export async function readCredentialFileIfPresent(file: CredentialFile): Promise<string | undefined> {
  const { directory, path, maxBytes = MAX_BYTES } = file;
  const bytes = await readRegularFile(resolve(directory, path), maxBytes);
  if ('problem' in bytes) {
    if (bytes.problem === 'does not exist') return undefined;
    if (bytes.code === 'UNAVAILABLE') throw busy(file, bytes.problem);
    throw badCredentialFile(file, bytes.problem, undefined, bytes.cause);
  }
  const text = bytes.toString('utf8').replace(/\r?\n$/, '');
  if (text.trim() === '') throw badCredentialFile(file, 'is empty', 'Write what it should hold into it.');
  return text;
}

/** The error for a file that does not hold what it should: `prod: the file that "tokenFile" names is empty.` */
export function badCredentialFile(
  file: CredentialFile,
  problem: string,
  hint = 'Check its path and who may read it; it holds nothing but what it is for.',
  cause?: SafeCause | SecretsError,
): SecretsError {
  const { option, backend } = file;
  return new SecretsError('INVALID_CONFIG', `${backend}: ${subjectOf(file)} ${problem}.`, {
    backend,
    field: option === undefined ? undefined : [option],
    hint,
    cause,
  });
}

function busy(file: CredentialFile, problem: string): SecretsError {
  const { backend } = file;
  return new SecretsError('UNAVAILABLE', `${backend}: ${subjectOf(file)} ${problem}.`, {
    backend,
    hint: 'Try again.',
  });
}

function subjectOf({ option, label = `that "${option}" names` }: CredentialFile): string {
  return `the file ${label}`;
}
