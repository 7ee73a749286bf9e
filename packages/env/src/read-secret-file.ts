import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { constants, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProviderContext, SecretsErrorCode, SecretValue } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';

const MAX_BYTES = 64 * 1024;

interface Failure {
  readonly code: SecretsErrorCode;
  readonly problem: string;
  readonly hint: string;
}

const CHECK_PATH = 'Check the path that the variable holds.';
const ABSENT: Failure = { code: 'INVALID_CONFIG', problem: 'does not exist', hint: CHECK_PATH };
const NOT_REGULAR: Failure = { code: 'INVALID_CONFIG', problem: 'is not a regular file', hint: CHECK_PATH };
const DENIED: Failure = {
  code: 'ACCESS_DENIED',
  problem: 'may not be read',
  hint: 'Give this process the right to read it.',
};
const BUSY: Failure = { code: 'UNAVAILABLE', problem: 'cannot be read now', hint: 'Try again.' };
const TOO_LARGE: Failure = {
  code: 'INVALID_VALUE',
  problem: 'has more than 64 KiB',
  hint: 'A file for one secret holds nothing but the secret.',
};

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

/**
 * Reads the value of a secret from the regular file at `path`, without one newline at its end: text, or bytes where
 * they are no UTF-8. No message holds the path, because a secret may have been put there by mistake.
 *
 * @throws SecretsError for a file that cannot be read, which never looks like "missing"
 */
export async function readSecretFile(
  path: string,
  variable: string,
  context: ProviderContext,
): Promise<SecretValue> {
  const bytes = withoutNewline(await readBytes(resolve(context.directory, path), variable, context.name));
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

async function readBytes(path: string, variable: string, backend: string): Promise<Buffer> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await readSmall(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw translated(error, variable, backend);
  }
}

async function readSmall(file: FileHandle): Promise<Buffer> {
  if (!(await file.stat()).isFile()) throw new Refusal(NOT_REGULAR);
  const room = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  while (length < room.length) {
    const { bytesRead } = await file.read(room, length, room.length - length, length);
    if (bytesRead === 0) return room.subarray(0, length);
    length += bytesRead;
  }
  throw new Refusal(TOO_LARGE);
}

class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.problem);
  }
}

function withoutNewline(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1);
}

function translated(error: unknown, variable: string, backend: string): SecretsError {
  const failure = error instanceof Refusal ? error.failure : FAILURE_BY_CODE[codeOf(error)];
  if (failure === undefined) {
    return new SecretsError('INTERNAL', `${backend}: the file that ${variable} names cannot be read.`, {
      backend,
      cause: safeCause(error),
    });
  }
  return new SecretsError(failure.code, `${backend}: the file that ${variable} names ${failure.problem}.`, {
    backend,
    hint: failure.hint,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
