import type { FileHandle } from 'node:fs/promises';
import { fileFailure, SecretsError } from '@chatelaine/core';
import type { FileLabel } from '../file-label.js';
import { fileError, wordsFor } from '../file-label.js';

/** More is no file of keys, in bytes. */
const LONGEST = 64 * 1024;
const HAS_MODES = process.platform !== 'win32';

/** The file of a key, as messages speak of it: by what names it, because its path may be a secret. */
export interface KeyFile extends FileLabel {
  readonly path: string;
}

/**
 * Reads the text of a file that nobody but its owner may read.
 *
 * @throws SecretsError `INVALID_CONFIG` where it is not there, is no file, too large, or open to others
 */
export async function readKeyFile(file: KeyFile): Promise<string> {
  const text = await findKeyFile(file);
  if (text === undefined) throw fileError({ code: 'INVALID_CONFIG', problem: 'does not exist' }, file);
  return text;
}

/** The same, for a file that nobody named: `undefined` where there is none. */
export async function findKeyFile({ path, ...label }: KeyFile): Promise<string | undefined> {
  // Most programs read no keys, and importing it would cost them all a millisecond at their start.
  const { constants, open } = process.getBuiltinModule('node:fs/promises');
  try {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it; Windows has neither.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await contentOf(file, label);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    const failure = fileFailure(error);
    if (failure.problem === 'does not exist') return undefined;
    throw fileError(failure, label);
  }
}

async function contentOf(file: FileHandle, label: FileLabel): Promise<string> {
  const status = await file.stat();
  if (!status.isFile()) throw fileError({ code: 'INVALID_CONFIG', problem: 'is not a regular file' }, label);
  if (status.size > LONGEST) throw refused(label, 'is larger than 64 KiB', 'Name the file of the key alone.');
  if (HAS_MODES && (status.mode & 0o077) !== 0)
    throw refused(label, 'may be read by others than its owner', 'Run "chmod 600" on it.');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
  return buffer.toString('utf8', 0, bytesRead);
}

function refused(label: FileLabel, problem: string, hint: string): SecretsError {
  const { backend, option } = label;
  return new SecretsError('INVALID_CONFIG', `${backend}: ${wordsFor(label)} ${problem}.`, {
    backend,
    field: [option],
    hint,
  });
}
