import { constants, open } from 'node:fs/promises';
import type { SecretsErrorCode } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';

/** A file as messages speak of it: by the option that names it, because its path may have been expanded from a secret. */
export interface FileLabel {
  /** The label of the backend. */
  readonly backend: string;
  /** The option that names the file. */
  readonly option: string;
}

interface Failure {
  readonly code: SecretsErrorCode;
  readonly problem: string;
  readonly hint: string;
}

const CHECK_PATH =
  'Check the path; a relative one starts from the folder of the config file, or else from the working directory.';
const ABSENT: Failure = { code: 'INVALID_CONFIG', problem: 'does not exist', hint: CHECK_PATH };
const NOT_REGULAR: Failure = { code: 'INVALID_CONFIG', problem: 'is not a regular file', hint: CHECK_PATH };
const DENIED: Failure = {
  code: 'ACCESS_DENIED',
  problem: 'may not be read',
  hint: 'Give this process the right to read it.',
};
const BUSY: Failure = { code: 'UNAVAILABLE', problem: 'cannot be read now', hint: 'Try again.' };

const FAILURE_BY_CODE: Readonly<Record<string, Failure>> = {
  ENOENT: ABSENT,
  ENOTDIR: ABSENT,
  ELOOP: ABSENT,
  ENAMETOOLONG: ABSENT,
  ERR_INVALID_ARG_VALUE: ABSENT,
  EISDIR: NOT_REGULAR,
  ENXIO: NOT_REGULAR,
  EACCES: DENIED,
  EPERM: DENIED,
  EMFILE: BUSY,
  ENFILE: BUSY,
  EIO: BUSY,
  EBUSY: BUSY,
  ESTALE: BUSY,
};

/** Reads a file whole. What is no regular file is refused, because a pipe may wait for ever and is read only once. */
export async function readRegularFile(path: string, label: FileLabel): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) throw failed(NOT_REGULAR, label);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What the operating system said about a file, as an error of ours. */
export function fileError(error: unknown, label: FileLabel): SecretsError {
  if (SecretsError.is(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const failure = FAILURE_BY_CODE[code];
  if (failure !== undefined) return failed(failure, label);
  return new SecretsError('INTERNAL', `${label.backend}: ${wordsFor(label)} cannot be read.`, {
    backend: label.backend,
    cause: safeCause(error),
  });
}

/** What a message calls the file. */
export function wordsFor({ option }: FileLabel): string {
  return `the file of option "${option}"`;
}

function failed({ code, problem, hint }: Failure, label: FileLabel): SecretsError {
  const { backend, option } = label;
  return new SecretsError(code, `${backend}: ${wordsFor(label)} ${problem}.`, {
    backend,
    hint,
    ...(code === 'INVALID_CONFIG' ? { field: [option] } : {}),
  });
}
