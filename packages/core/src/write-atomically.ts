import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What is asked of the file system, so that a test can let a step fail. */
export interface FileSystem {
  open: typeof open;
  rename: typeof rename;
  rm: typeof rm;
}

export interface WriteAtomicallyOptions {
  /** The mode of the file. @default 0o600 */
  readonly mode?: number;
  /** @default Node's own */
  readonly files?: FileSystem;
}

const OWNER_ONLY = 0o600;
/** What file systems say that cannot flush a folder. */
const CANNOT_FLUSH = ['EINVAL', 'ENOSYS', 'ENOTSUP'];

/**
 * Replaces a file as a whole, or leaves it as it was: written beside it, flushed, and renamed. Rejects with the error of
 * the file system, which is for the caller to say in words of its own.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  { mode = OWNER_ONLY, files = { open, rename, rm } }: WriteAtomicallyOptions = {},
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFlushed(temporary, bytes, mode, files);
    await files.rename(temporary, path);
    await flushFolder(dirname(path), files);
  } catch (error) {
    // The first failure is the one to tell.
    await files.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Whether a name in the folder of a file is that of a write which has not been renamed. */
export function isTemporaryOf(path: string, name: string): boolean {
  const start = `.${basename(path)}.`;
  return name.startsWith(start) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length));
}

async function writeFlushed(path: string, bytes: Uint8Array, mode: number, files: FileSystem): Promise<void> {
  const file = await files.open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(bytes);
    if (mode !== OWNER_ONLY) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it, the old name may be back after a power cut. Windows cannot open a folder, and needs no such thing. */
async function flushFolder(path: string, files: FileSystem): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await files.open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!CANNOT_FLUSH.includes(String((error as NodeJS.ErrnoException).code))) throw error;
  } finally {
    await folder.close();
  }
}
