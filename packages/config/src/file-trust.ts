import { stat } from 'node:fs/promises';

/** Who owns files, as an argument so that a test can say so. */
export interface FileOwners {
  /** This process's user; `undefined` where the system has no such numbers, and nothing is checked. */
  readonly uid: number | undefined;
  stat(path: string): Promise<{ readonly uid: number; readonly mode: number }>;
}

export const systemOwners: FileOwners = { uid: process.getuid?.(), stat: (path) => stat(path) };

const ROOT = 0;
const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

/**
 * Says why a file that names or holds code to load is not to be trusted, as the end of "this file …", or `undefined`
 * when it is: it must belong to this user, to root or to the owner of one of the given folders, and not be writable by
 * everyone.
 */
export async function distrustOf(
  path: string,
  ownersOf: readonly string[],
  owners: FileOwners,
): Promise<string | undefined> {
  return distrust(path, ownersOf, owners, (mode) => (mode & WRITABLE_BY_ALL) !== 0);
}

/**
 * The same for the folder of a file that is trusted itself. In a sticky folder such as /tmp everyone may write, but
 * nobody may put another file in the place of that one. The folders above are not looked at.
 */
export async function distrustOfFolder(
  path: string,
  ownersOf: readonly string[],
  owners: FileOwners,
): Promise<string | undefined> {
  return distrust(path, ownersOf, owners, (mode) => (mode & WRITABLE_BY_ALL) !== 0 && (mode & STICKY) === 0);
}

async function distrust(
  path: string,
  ownersOf: readonly string[],
  owners: FileOwners,
  isOpen: (mode: number) => boolean,
): Promise<string | undefined> {
  if (owners.uid === undefined) return undefined;
  const status = await owners.stat(path);
  if (isOpen(status.mode)) return 'may be written by everyone';
  const trusted = await Promise.all(ownersOf.map(async (folder) => (await owners.stat(folder)).uid));
  return [owners.uid, ROOT, ...trusted].includes(status.uid) ? undefined : 'belongs to somebody else';
}
