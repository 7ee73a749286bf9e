import type { FileHandle } from 'node:fs/promises';

/**
 * Whether an open file is inside a folder that is free of links, wherever its path leads by now: a folder of the path may
 * have become a link before it was opened.
 *
 * @throws the system's error when the path leads nowhere by now, where the system cannot be asked about the open file
 */
export async function isOpenedInside(folder: string, file: FileHandle, path: string): Promise<boolean> {
  const { lstat, readlink, realpath } = await import('node:fs/promises');
  const { isAbsolute, relative, sep } = await import('node:path');
  const isInside = (real: string): boolean => {
    const inside = relative(folder, real);
    return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  };
  const opened = await linkOf(`/proc/self/fd/${file.fd}`, readlink);
  if (opened !== undefined) return isInside(opened);
  const real = await realpath(path);
  const [one, other] = await Promise.all([file.stat({ bigint: true }), lstat(real, { bigint: true })]);
  return isInside(real) && one.dev === other.dev && one.ino === other.ino;
}

/** Where Linux says that an open file is; `undefined` on another system. */
async function linkOf(
  path: string,
  readlink: (path: string) => Promise<string>,
): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    return await readlink(path);
  } catch (error) {
    // Not every container has /proc.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
