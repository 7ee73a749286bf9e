import { createHmac, randomBytes } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { fileFailure, readRegularFile, type SecretChange, type SecretsError } from '@chatelaine/core';
import { mountError } from './mount-error.js';
import { mountedFiles } from './mounted-files.js';
import { MAX_BYTES } from './read-files.js';

/** Tells of each file that comes, changes or goes, and of all that Kubernetes swaps at once, until the signal says so. */
export async function* watchFiles(
  root: string,
  backend: string,
  signal: AbortSignal,
): AsyncGenerator<SecretChange> {
  const watched = new WatchedFolders(backend);
  const stop = () => watched.wake();
  signal.addEventListener('abort', stop);
  try {
    let before = await seen(root, backend, watched);
    // What changed while that was read nobody has told.
    if (!signal.aborted) yield {};
    while (!signal.aborted) {
      await watched.change();
      if (signal.aborted) return;
      const now = await seen(root, backend, watched);
      for (const name of changedNames(before, now)) yield { name };
      before = now;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    watched.close();
  }
}

/** A digest of each file, by its name: Kubernetes writes all files anew when one of them changes. */
type Digests = ReadonlyMap<string, string>;

/** Looks at the files after the folders are watched, so that no change falls in between. */
async function seen(root: string, backend: string, watched: WatchedFolders): Promise<Digests> {
  for (;;) {
    const { files, folders } = await mountedFiles(root, backend);
    if (watched.follow(folders)) continue;
    const digests = [...files].map(async ([name, path]) => [name, await watched.digest(path)] as const);
    return new Map(await Promise.all(digests));
  }
}

function changedNames(before: Digests, now: Digests): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
}

/** The folders that are watched, and whether anything has happened in them since it was last asked. */
class WatchedFolders {
  readonly #backend: string;
  readonly #watchers = new Map<string, FSWatcher>();
  /** Without it, a digest that is found somewhere would tell which values it is not. */
  readonly #salt: Buffer = randomBytes(32);
  #failure: SecretsError | undefined;
  #changed = false;
  #notify: () => void = () => undefined;

  constructor(backend: string) {
    this.#backend = backend;
  }

  /** Watches these folders and no others; says whether any is new. */
  follow(folders: ReadonlyMap<string, string>): boolean {
    let isNew = false;
    for (const [key, watcher] of this.#watchers) {
      if (folders.has(key)) continue;
      watcher.close();
      this.#watchers.delete(key);
    }
    for (const [key, folder] of folders) {
      if (!this.#watchers.has(key)) isNew = this.#watch(key, folder) || isNew;
    }
    return isNew;
  }

  /** Resolves when something has happened. @throws SecretsError when the system cannot watch */
  async change(): Promise<void> {
    if (!this.#changed) {
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
    this.#changed = false;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** What tells one content of a file from another. */
  async digest(path: string): Promise<string> {
    const bytes = await readRegularFile(path, MAX_BYTES);
    return Buffer.isBuffer(bytes)
      ? createHmac('sha256', this.#salt).update(bytes).digest('base64')
      : bytes.problem;
  }

  wake(): void {
    this.#changed = true;
    this.#notify();
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(key: string, folder: string): boolean {
    try {
      const watcher = watch(folder, () => this.wake());
      watcher.on('error', (error) => this.#fail(error));
      this.#watchers.set(key, watcher);
      return true;
    } catch (error) {
      // A folder that is gone by now is a change in the one before it.
      if (fileFailure(error).problem !== 'does not exist') this.#fail(error);
      return false;
    }
  }

  #fail(error: unknown): void {
    this.#failure = mountError(fileFailure(error), 'a folder under "path"', this.#backend);
    this.wake();
  }
}
