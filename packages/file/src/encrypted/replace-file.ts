import { realpath, stat } from 'node:fs/promises';
import { SecretsError, safeCause } from '@chatelaine/core';
import { writeAtomically } from '@chatelaine/core/provider';
import type { FileLabel } from '../file-label.js';
import { wordsFor } from '../file-label.js';

/** A file that is new is its owner's alone. */
const OWNER_ONLY = 0o600;

const HINT_BY_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'Its folder is not there: create it.',
  ENOTDIR: 'Its folder is a file: name another path.',
  EACCES: 'This user may not write in its folder: grant that.',
  EPERM: 'This user may not write in its folder: grant that.',
  EROFS: 'Its folder is read-only: name a path on a volume that can be written.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The quota of this user is used up.',
  EISDIR: 'It is a folder: name a file in it.',
};

/**
 * Replaces a file as a whole, or leaves it as it was. The mode stays, and a symbolic link leads to the new content.
 *
 * @throws SecretsError `UNAVAILABLE`, saying what to do
 */
export async function replaceFile(path: string, bytes: Uint8Array, label: FileLabel): Promise<void> {
  try {
    const { target, mode } = await targetOf(path);
    await writeAtomically(target, bytes, { mode });
  } catch (error) {
    throw notWritten(error, label);
  }
}

async function targetOf(path: string): Promise<{ target: string; mode: number }> {
  try {
    const target = await realpath(path);
    return { target, mode: (await stat(target)).mode & 0o777 };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return { target: path, mode: OWNER_ONLY };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function notWritten(error: unknown, label: FileLabel): SecretsError {
  const { backend } = label;
  return new SecretsError('UNAVAILABLE', `${backend}: ${wordsFor(label)} could not be written.`, {
    backend,
    hint: HINT_BY_CODE[codeOf(error)] ?? 'The cause says what the system answered.',
    cause: safeCause(error),
  });
}
