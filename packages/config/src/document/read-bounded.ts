import { constants, open } from 'node:fs/promises';

/** What a file is too large for a config from, in bytes. */
const MAX_BYTES = 1_048_576;

/** Why a file that could be opened was not read. */
export type Unread = 'not a regular file' | 'larger than 1 MiB';

/**
 * Reads a regular file of at most 1 MiB, and neither a pipe, which would wait for somebody to write into it, nor a
 * device, which may never end.
 *
 * @throws the system's own error where the file cannot be opened or read
 */
export async function readBounded(path: string): Promise<Buffer | Unread> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await file.stat();
    if (!status.isFile()) return 'not a regular file';
    if (status.size > MAX_BYTES) return 'larger than 1 MiB';
    return await file.readFile();
  } finally {
    await file.close();
  }
}
