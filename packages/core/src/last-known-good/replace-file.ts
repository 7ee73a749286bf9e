import { constants } from 'node:fs';
import { access, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SecretsError } from '../errors.js';
import { safeCause } from '../safe-cause.js';
import { type FileSystem, isTemporaryOf, writeAtomically } from '../write-atomically.js';

/** A write that has not ended by then never will, in milliseconds. */
const LEFT_BEHIND_MS = 600_000;

const HINT_BY_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'Its folder is not there: create it, for this user alone, or name another "path".',
  ENOTDIR: 'Its folder is a file: name another "path".',
  EACCES: 'This user may not write in its folder: grant that, or name another "path".',
  EPERM: 'This user may not write in its folder: grant that, or name another "path".',
  EROFS: 'Its folder is read-only: name a "path" on a volume that can be written.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The quota of this user is used up.',
  EISDIR: 'It is a folder: name a file in it.',
};

/**
 * Replaces a file as a whole, for its owner alone, or leaves it as it was.
 *
 * @throws SecretsError `UNAVAILABLE`, saying what to do
 */
export async function replaceFile(path: string, bytes: Uint8Array, files?: FileSystem): Promise<void> {
  try {
    await writeAtomically(path, bytes, files === undefined ? {} : { files });
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** What a folder answers in which nothing can be written until somebody puts it right. */
const UNUSABLE_FOLDER: readonly string[] = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'];

/**
 * Looks whether a file could be written at a path, without writing.
 *
 * @throws SecretsError `INVALID_CONFIG` when its folder is not there or may not be written, `UNAVAILABLE`
 */
export async function checkFolder(path: string): Promise<void> {
  try {
    await access(`${dirname(path)}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw notWritten(path, error, UNUSABLE_FOLDER.includes(code) ? 'INVALID_CONFIG' : 'UNAVAILABLE');
  }
}

/** Removes what a process that ended while it wrote has left beside the file. */
export async function removeLeftovers(path: string, now: number): Promise<void> {
  const folder = dirname(path);
  try {
    for (const name of await readdir(folder)) {
      if (!isTemporaryOf(path, name)) continue;
      const { mtimeMs } = await stat(join(folder, name));
      if (now - mtimeMs > LEFT_BEHIND_MS) await rm(join(folder, name), { force: true });
    }
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(
  path: string,
  error: unknown,
  meaning: 'INVALID_CONFIG' | 'UNAVAILABLE' = 'UNAVAILABLE',
): SecretsError {
  const { code = '' } = error as NodeJS.ErrnoException;
  return new SecretsError(meaning, `The last known good file ${path} could not be written.`, {
    hint: HINT_BY_CODE[code] ?? 'The cause says what the system answered.',
    cause: safeCause(error),
  });
}
