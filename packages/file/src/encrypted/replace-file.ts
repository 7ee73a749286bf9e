import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { FileLabel } from '../file-label.js';
import { wordsFor } from '../file-label.js';

/** A file that is new is its owner's alone. */
const OWNER_ONLY = 0o600;
/** What file systems say that cannot flush a folder. */
const CANNOT_FLUSH = ['EINVAL', 'ENOSYS', 'ENOTSUP'];

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
 * Replaces a file as a whole, or leaves it as it was: written beside it, flushed, and renamed. The mode stays, and a
 * symbolic link leads to the new content.
 *
 * @throws SecretsError `UNAVAILABLE`, saying what to do
 */
export async function replaceFile(path: string, bytes: Uint8Array, label: FileLabel): Promise<void> {
  try {
    const { randomBytes } = await import('node:crypto');
    const { target, mode } = await targetOf(path);
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeFlushed(temporary, bytes, mode);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dirname(target));
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

async function writeFlushed(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(bytes);
    if (mode !== OWNER_ONLY) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it, the old content may be back after a power cut. Windows cannot open a folder, and needs no such thing. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!CANNOT_FLUSH.includes(codeOf(error))) throw error;
  } finally {
    await folder.close();
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
