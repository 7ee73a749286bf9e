import { lstat, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/** The link by which Kubernetes changes all files of a mount at once. */
const DATA = '..data';
/** The folder that it leads to, beside it. */
const DATED_FOLDER = /^\.\.[-\w.]+$/;

/** Where the files of a folder were when they were first looked for: each `..data` is followed once. */
export class MountSnapshot {
  /** The folder itself, free of links. */
  readonly root: string;
  readonly #dataFolders = new Map<string, Promise<string | undefined>>();

  /** @throws the system's error when there is no such folder */
  static async of(path: string): Promise<MountSnapshot> {
    return new MountSnapshot(await realpath(path));
  }

  private constructor(root: string) {
    this.root = root;
  }

  /**
   * The file that a path leads to, free of links; `undefined` where it would be outside.
   *
   * @throws the system's error when there is none
   */
  async fileAt(parts: readonly string[]): Promise<MountedFile | undefined> {
    const { path, version } = await childOf(await this.folderAt(parts.slice(0, -1)), parts.at(-1) ?? '');
    const real = await realpath(path);
    return this.#isInside(real) ? { path: real, version } : undefined;
  }

  /** Where the entries of a folder are now. */
  async folderAt(parts: readonly string[]): Promise<FolderState> {
    let state = await this.#stateOf({ path: this.root });
    for (const part of parts) state = await this.#stateOf(await childOf(state, part));
    return state;
  }

  /** Whether a `..data` that was followed leads elsewhere by now. */
  async hasMoved(): Promise<boolean> {
    for (const [folder, then] of this.#dataFolders) {
      if ((await then) !== (await dataFolderIn(folder))) return true;
    }
    return false;
  }

  async #stateOf({ path, version }: MountedFile): Promise<FolderState> {
    const name = await this.#dataFolder(path);
    return name === undefined
      ? { plain: path, data: path, version }
      : { plain: path, data: join(path, name), version: name };
  }

  #dataFolder(folder: string): Promise<string | undefined> {
    const known = this.#dataFolders.get(folder);
    if (known !== undefined) return known;
    const followed = dataFolderIn(folder);
    this.#dataFolders.set(folder, followed);
    return followed;
  }

  #isInside(path: string): boolean {
    const inside = relative(this.root, path);
    return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  }
}

export interface MountedFile {
  readonly path: string;
  /** The name that Kubernetes gave the state that it is of. */
  readonly version?: string | undefined;
}

/** A folder as it is, and the one that its `..data` leads to, where it has one. */
export interface FolderState {
  readonly plain: string;
  readonly data: string;
  readonly version?: string | undefined;
}

/** An entry of a folder: of the state that is current, else beside it, as another volume mounted there is. */
async function childOf({ plain, data, version }: FolderState, name: string): Promise<MountedFile> {
  const path = join(data, name);
  if (plain === data || (await kindOf(path)) !== 'nothing') return { path, version };
  const beside = join(plain, name);
  return (await kindOf(beside)) === 'entry' ? { path: beside } : { path, version };
}

async function kindOf(path: string): Promise<'entry' | 'link' | 'nothing'> {
  try {
    return (await lstat(path)).isSymbolicLink() ? 'link' : 'entry';
  } catch (error) {
    // Why it cannot be seen shows when it is read.
    if (error instanceof Error && 'code' in error) return 'nothing';
    throw error;
  }
}

async function dataFolderIn(folder: string): Promise<string | undefined> {
  try {
    const target = await readlink(join(folder, DATA));
    return DATED_FOLDER.test(target) ? target : undefined;
  } catch (error) {
    // Not there, not a link, or not a folder at all: what is asked for in it tells.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
