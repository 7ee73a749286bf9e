import type { FileHandle } from 'node:fs/promises';
import type { SafeCause, SecretsError, SecretsErrorCode } from './errors.js';
import { isOpenedInside } from './opened-inside.js';
import { safeCause } from './safe-cause.js';

/** Why a file was not read: our code, and words that follow "the file …" in a message. */
export interface FileFailure {
  readonly code: SecretsErrorCode;
  readonly problem:
    | 'does not exist'
    | 'is not a regular file'
    | 'may not be read'
    | 'cannot be read now'
    | 'is too large'
    | 'cannot be read';
  /** What is known of a failure that has no words of its own. */
  readonly cause?: SafeCause | SecretsError;
}

const ABSENT: FileFailure = { code: 'INVALID_CONFIG', problem: 'does not exist' };
const NOT_REGULAR: FileFailure = { code: 'INVALID_CONFIG', problem: 'is not a regular file' };
const DENIED: FileFailure = { code: 'ACCESS_DENIED', problem: 'may not be read' };
const BUSY: FileFailure = { code: 'UNAVAILABLE', problem: 'cannot be read now' };
const TOO_LARGE: FileFailure = { code: 'INVALID_VALUE', problem: 'is too large' };

const FAILURE_BY_CODE: Readonly<Record<string, FileFailure>> = {
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

export interface ContainedFile {
  /** The folder that the file must be in. It and the path are free of links, and a link that came meanwhile is not followed. */
  readonly within: string;
}

/**
 * Reads a regular file of at most so many bytes, or says why not: a pipe may wait for ever, and a device may have no end.
 * Nothing that it says holds the path or a part of the content.
 */
export function readRegularFile(path: string, maxBytes: number): Promise<Buffer | FileFailure>;
/** The same for a file that must be in a folder; `outside`: it is not, or a link has taken its place. */
export function readRegularFile(
  path: string,
  maxBytes: number,
  options: ContainedFile,
): Promise<Buffer | FileFailure | 'outside'>;
export async function readRegularFile(
  path: string,
  maxBytes: number,
  options?: ContainedFile,
): Promise<Buffer | FileFailure | 'outside'> {
  // To import it would cost each program a millisecond at its start, and most read no file through here.
  const { constants, open } = process.getBuiltinModule('node:fs/promises');
  try {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it; Windows has none of these flags.
    const noFollow = options === undefined ? 0 : (constants.O_NOFOLLOW ?? 0);
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow);
    try {
      if (options !== undefined && !(await isOpenedInside(options.within, file, path))) return 'outside';
      return (await file.stat()).isFile() ? await readUpTo(maxBytes, file) : NOT_REGULAR;
    } finally {
      await file.close();
    }
  } catch (error) {
    const isLink =
      options !== undefined && error instanceof Error && 'code' in error && error.code === 'ELOOP';
    return isLink ? 'outside' : fileFailure(error);
  }
}

/** What the operating system said about a file. */
export function fileFailure(error: unknown): FileFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FAILURE_BY_CODE[code] ?? { code: 'INTERNAL', problem: 'cannot be read', cause: safeCause(error) };
}

/** Reads to the end, and one byte more than is allowed: the size that a file tells may be wrong. */
async function readUpTo(maxBytes: number, file: FileHandle): Promise<Buffer | FileFailure> {
  const chunks: Buffer[] = [];
  for (let length = 0; length <= maxBytes; ) {
    const room = Buffer.allocUnsafe(Math.min(65_536, maxBytes + 1 - length));
    const { bytesRead } = await file.read(room, 0, room.length, length);
    if (bytesRead === 0) return Buffer.concat(chunks);
    chunks.push(room.subarray(0, bytesRead));
    length += bytesRead;
  }
  return TOO_LARGE;
}
