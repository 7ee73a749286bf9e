import type { FileHandle } from 'node:fs/promises';
import { constants, open } from 'node:fs/promises';

const MAX_BYTES = 64 * 1024;

/** Why a file is not read although it could be opened. */
export class FileRefusal extends Error {
  override readonly name: string = 'FileRefusal';
}

/**
 * Reads a regular file of at most 64 KiB: a pipe may wait for ever, and a device may have no end.
 *
 * @throws FileRefusal, or the error of the operating system
 */
export async function readSmallFile(path: string): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) throw new FileRefusal('is not a regular file');
    return await readUpToLimit(file);
  } finally {
    await file.close();
  }
}

async function readUpToLimit(file: FileHandle): Promise<Buffer> {
  const room = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  while (length < room.length) {
    const { bytesRead } = await file.read(room, length, room.length - length, length);
    if (bytesRead === 0) return room.subarray(0, length);
    length += bytesRead;
  }
  throw new FileRefusal('has more than 64 KiB');
}
