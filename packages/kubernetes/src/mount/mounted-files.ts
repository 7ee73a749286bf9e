import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { fileFailure } from '@chatelaine/core';
import { DATA_KEY } from '../legal-names.js';
import { MAX_DEPTH } from './file-place.js';
import { mountError } from './mount-error.js';
import type { MountSnapshot } from './mount-snapshot.js';
import { openFolder } from './read-files.js';

/** What was seen in a mounted folder. */
export interface MountedFiles {
  /** The folder itself, free of links. */
  readonly root: string;
  /** Where each file is now, by its name. */
  readonly files: ReadonlyMap<string, string>;
  /** Every folder in which something can be changed, by what tells it from one that takes its place. */
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * All files under a folder, by their names in it; links out of it are left out.
 *
 * @throws SecretsError when a folder is not there or may not be read
 */
export async function mountedFiles(root: string, backend: string): Promise<MountedFiles> {
  const snapshot = await openFolder(root, backend);
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  try {
    await collect(snapshot, [], files, folders);
  } catch (error) {
    throw mountError(fileFailure(error), 'a folder under "path"', backend);
  }
  return { root: snapshot.root, files, folders };
}

async function collect(
  snapshot: MountSnapshot,
  parts: readonly string[],
  files: Map<string, string>,
  folders: Map<string, string>,
): Promise<void> {
  const { plain, data } = await snapshot.folderAt(parts);
  // The link "..data" is in the folder before the one that it leads to: a swap is seen there.
  for (const path of new Set([plain, data])) {
    const state = await present(() => stat(path), undefined);
    if (state !== undefined) folders.set(`${state.dev} ${state.ino}`, path);
  }
  for (const name of await namesIn(plain, data)) {
    const path = [...parts, name];
    const state = await stateOf(snapshot, path);
    if (state === undefined) continue;
    if (state.isFile) files.set(path.join('/'), state.path);
    else if (state.isFolder && path.length < MAX_DEPTH) await collect(snapshot, path, files, folders);
  }
}

/** The names in the current state, and beside it those that are no links into it. */
async function namesIn(plain: string, data: string): Promise<ReadonlySet<string>> {
  const entries = await entriesOf(data);
  const beside = plain === data ? [] : (await entriesOf(plain)).filter((entry) => !entry.isSymbolicLink());
  return new Set([...entries, ...beside].map(({ name }) => name).filter((name) => DATA_KEY.test(name)));
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return present(() => readdir(folder, { withFileTypes: true }), []);
}

async function stateOf(snapshot: MountSnapshot, parts: readonly string[]) {
  return present(async () => {
    const file = await snapshot.fileAt(parts);
    if (file === undefined) return undefined;
    const state = await stat(file.path);
    return { path: file.path, isFile: state.isFile(), isFolder: state.isDirectory() };
  }, undefined);
}

/** What a folder that is changed meanwhile does not have any more is not there. */
async function present<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return otherwise;
    throw error;
  }
}
