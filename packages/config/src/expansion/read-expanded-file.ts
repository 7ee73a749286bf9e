import type { SafeCause, SecretsError } from '@chatelaine/core';
import { safeCause } from '@chatelaine/core';
import { syncFs } from '../sync-fs.js';

export type ExpandedFile = { readonly text: string } | FileProblem;

interface FileProblem {
  readonly problem: string;
  readonly hint: string;
  readonly cause?: SafeCause | SecretsError;
}

const { closeSync, fstatSync, openSync, readFileSync } = syncFs;
const { O_NONBLOCK, O_RDONLY } = syncFs.constants;

const MAX_BYTES = 65_536;
const PROBLEM_BY_CODE: Readonly<Record<string, FileProblem>> = {
  ENOENT: { problem: 'does not exist', hint: 'A path that is not absolute starts at the config file.' },
  ENOTDIR: { problem: 'does not exist', hint: 'A path that is not absolute starts at the config file.' },
  EACCES: { problem: 'may not be read by this user', hint: 'Let this user read it.' },
  EPERM: { problem: 'may not be read by this user', hint: 'Let this user read it.' },
  ELOOP: { problem: 'is a link that leads nowhere', hint: 'Name a regular file.' },
  ENAMETOOLONG: { problem: 'cannot exist', hint: 'Name a shorter path.' },
  ERR_INVALID_ARG_VALUE: { problem: 'cannot exist', hint: 'Name a path without control characters.' },
  ENXIO: { problem: 'is not a regular file', hint: 'Name a regular file.' },
};

/** Reads a small text file without the newline at its end, or says why not. */
export function readExpandedFile(path: string): ExpandedFile {
  try {
    // Opening a pipe would otherwise wait for somebody to write into it.
    const file = openSync(path, O_RDONLY | O_NONBLOCK);
    try {
      return readRegularFile(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const known = PROBLEM_BY_CODE[error instanceof Error && 'code' in error ? String(error.code) : ''];
    const unknown = { problem: 'cannot be read', hint: 'Name a regular file on a disk that works.' };
    return known ?? { ...unknown, cause: safeCause(error) };
  }
}

function readRegularFile(file: number): ExpandedFile {
  const status = fstatSync(file);
  if (!status.isFile()) return { problem: 'is not a regular file', hint: 'Name a regular file.' };
  if (status.size > MAX_BYTES)
    return { problem: 'is larger than 64 KiB', hint: 'Name a file that holds one value.' };
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { problem: 'is not UTF-8', hint: 'Name a text file.' };
  return { text: text.replace(/\r?\n$/, '') };
}
