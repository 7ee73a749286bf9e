import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { SecretsError } from '../errors.js';
import { safeCause } from '../safe-cause.js';

/** The size of a file that is still read and written, in bytes. */
export const LARGEST_FILE: number = 16 * 1024 * 1024;

const { O_RDONLY } = constants;
/** Windows has neither; a pipe is opened without waiting for its other end. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const HAS_MODES = process.platform !== 'win32';

const PROBLEM_BY_CODE: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  ELOOP: ['is a symbolic link, which is not followed.', 'Name the file itself.'],
  EACCES: [
    'may not be read by this user.',
    'Give the file and its folder to the user that runs this process.',
  ],
  EPERM: [
    'may not be read by this user.',
    'Give the file and its folder to the user that runs this process.',
  ],
  ENOTDIR: ['is not in a folder.', 'Name a path whose folder is there.'],
};

/**
 * Reads a file that only its owner may read; `undefined` where there is none.
 *
 * @throws SecretsError `INVALID_CONFIG` for a link, for what is no file, too large, or open to others; `UNAVAILABLE`
 */
export function readPrivateFile(path: string): Promise<Buffer | undefined> {
  return openPrivate(path, (file) => file.readFile());
}

/** Looks at such a file, if there is one, without reading it. @throws SecretsError as `readPrivateFile` does */
export async function checkPrivateFile(path: string): Promise<void> {
  await openPrivate(path, async () => undefined);
}

async function openPrivate<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  try {
    const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      checkStatus(await file.stat(), path);
      return await use(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (SecretsError.is(error)) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const known = PROBLEM_BY_CODE[code];
    if (known !== undefined) throw refused(path, ...known);
    throw new SecretsError('UNAVAILABLE', `The last known good file ${path} cannot be read.`, {
      cause: safeCause(error),
    });
  }
}

interface Status {
  readonly mode: number;
  readonly size: number;
  isFile(): boolean;
}

function checkStatus(status: Status, path: string): void {
  if (!status.isFile())
    throw refused(path, 'is no regular file.', 'Name a file, or a path where none is yet.');
  if (status.size > LARGEST_FILE)
    throw refused(path, 'is larger than 16 MiB, which none is.', 'Name another path, or remove that file.');
  const mode = status.mode & 0o777;
  if (HAS_MODES && (mode & ~0o600) !== 0)
    throw refused(
      path,
      `has the mode 0${mode.toString(8)}, more than its owner needs.`,
      `Run: chmod 600 ${path}`,
    );
}

function refused(path: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `The last known good file ${path} ${problem}`, { hint });
}
