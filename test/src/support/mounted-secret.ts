import { mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SecretValue } from '@chatelaine/core';

/**
 * A volume as the kubelet keeps it: the files of one state in a dated folder, `..data` as a link to it that is swapped by
 * one rename, and for each name at the top a link through `..data`.
 */
export class MountedSecret {
  readonly folder: string;
  readonly #files = new Map<string, SecretValue>();
  #states = 0;

  static async create(
    folder: string,
    files: Readonly<Record<string, SecretValue>> = {},
  ): Promise<MountedSecret> {
    const mount = new MountedSecret(folder);
    await mkdir(folder, { recursive: true });
    await mount.replace(files);
    return mount;
  }

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Changes one file, in a new state of all; resolves to nothing, because there are no versions to read. */
  async set(name: string, value: SecretValue): Promise<undefined> {
    this.#files.set(name, value);
    await this.#swap();
    return undefined;
  }

  async unset(name: string): Promise<void> {
    this.#files.delete(name);
    await this.#swap();
  }

  /** Changes all files at once. */
  async replace(files: Readonly<Record<string, SecretValue>>): Promise<void> {
    this.#files.clear();
    for (const [name, value] of Object.entries(files)) this.#files.set(name, value);
    await this.#swap();
  }

  async #swap(): Promise<void> {
    this.#states += 1;
    const dated = `..2026_11_24_09_00_00.${String(this.#states).padStart(9, '0')}`;
    for (const [name, value] of this.#files) {
      const path = join(this.folder, dated, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, value);
    }
    await mkdir(join(this.folder, dated), { recursive: true });
    const data = join(this.folder, '..data');
    const before = await readlink(data).catch(() => undefined);
    await symlink(dated, join(this.folder, '..data_tmp'));
    await rename(join(this.folder, '..data_tmp'), data);
    await this.#link();
    if (before !== undefined) await rm(join(this.folder, before), { recursive: true });
  }

  /** Links for what is new at the top, and none for what is gone. */
  async #link(): Promise<void> {
    const top = new Set([...this.#files.keys()].map((name) => name.split('/', 1)[0] ?? ''));
    for (const name of top) {
      await symlink(join('..data', name), join(this.folder, name)).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      });
    }
  }
}
