import { createHmac, randomBytes } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import {
  type Clock,
  fileFailure,
  readRegularFile,
  type SecretChange,
  type SecretsError,
} from '@chatelaine/core';
import { pause } from '../pause.js';
import { mountError } from './mount-error.js';
import { mountedFiles } from './mounted-files.js';
import { MAX_BYTES } from './read-files.js';

/** Changes seldom come alone, and each look reads all files. */
const SHORTEST_PAUSE_MS = 100;
/** A look is followed by a pause of so many times its length: a folder that never rests takes no more of a processor. */
const PAUSES_A_LOOK = 4;

export interface MountWatchOptions {
  readonly root: string;
  readonly backend: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Tells of each file that comes, changes or goes, and of all that Kubernetes swaps at once, until the signal says so. */
export async function* watchFiles({
  root,
  backend,
  clock,
  signal,
}: MountWatchOptions): AsyncGenerator<SecretChange> {
  const watched = new WatchedFolders(backend);
  const stop = () => watched.wake();
  signal.addEventListener('abort', stop);
  try {
    let startedAt = clock.now();
    let before = await seen(root, backend, watched);
    let pauseMs = pauseAfter(clock.now() - startedAt);
    // What changed while that was read nobody has told.
    if (!signal.aborted) yield {};
    while (!signal.aborted) {
      await watched.change();
      await pause(clock, pauseMs, signal);
      if (signal.aborted) return;
      watched.forgetChange();
      startedAt = clock.now();
      const now = await seen(root, backend, watched);
      pauseMs = pauseAfter(clock.now() - startedAt);
      for (const name of changedNames(before, now)) yield { name };
      before = now;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    watched.close();
  }
}

function pauseAfter(lookMs: number): number {
  return Math.max(SHORTEST_PAUSE_MS, PAUSES_A_LOOK * lookMs);
}

/** A digest of each file, by its name: Kubernetes writes all files anew when one of them changes. */
type Digests = ReadonlyMap<string, string>;

/** Looks at the files after the folders are watched, so that no change falls in between. */
async function seen(root: string, backend: string, watched: WatchedFolders): Promise<Digests> {
  for (;;) {
    const { root: within, files, folders } = await mountedFiles(root, backend);
    if (watched.follow(folders)) continue;
    const digests = [...files].map(
      async ([name, path]) => [name, await watched.digest(path, within)] as const,
    );
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

  /** Resolves when something has happened. */
  async change(): Promise<void> {
    if (this.#changed) return;
    await new Promise<void>((resolve) => {
      this.#notify = resolve;
    });
  }

  /** Forgets what has happened until now: a look follows. @throws SecretsError when the system cannot watch */
  forgetChange(): void {
    this.#changed = false;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** What tells one content of a file from another. */
  async digest(path: string, within: string): Promise<string> {
    const bytes = await readRegularFile(path, MAX_BYTES, { within });
    if (bytes === 'outside') return bytes;
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
      const watcher = watch(folder, { persistent: false }, () => this.wake());
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
