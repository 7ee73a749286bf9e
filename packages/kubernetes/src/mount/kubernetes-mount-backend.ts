import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type {
  BackendSupport,
  Clock,
  FindOptions,
  FindResult,
  FoundSecret,
  ListQuery,
  Location,
  ProviderContext,
  SecretChange,
  SecretDescription,
  SecretListing,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import { createBackend } from '@chatelaine/core';
import { digestOf, Lifetime, type Prefixes, prefixesOf } from '@chatelaine/core/provider';
import { findOne, findPlaces } from '../find-places.js';
import { filePathOf, idOf, locateFile } from './file-place.js';
import { type KubernetesMountOptions, mountOptionsSchema } from './kubernetes-mount-options.js';
import { fileErrorOf } from './mount-error.js';
import { mountedFiles } from './mounted-files.js';
import { openFolder, readFiles } from './read-files.js';
import { watchFiles } from './watch-files.js';

const FOLDERS = { connection: 'connections', variable: 'variables', config: 'config', secret: '' } as const;

/** Reads the files of a folder where Secrets are mounted. */
export class KubernetesMountBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = { local: true, versions: false, teams: false };
  readonly #root: string;
  readonly #prefixes: Prefixes;
  readonly #clock: Clock;
  readonly #lifetime: Lifetime;

  constructor(options: KubernetesMountOptions, { name, directory, clock }: ProviderContext) {
    this.name = name;
    this.#root = resolve(directory, options.path);
    this.place = digestOf(this.#root);
    this.#prefixes = prefixesOf(options, FOLDERS);
    this.#clock = clock;
    this.#lifetime = new Lifetime(name);
  }

  locate(ref: SecretRef): Location {
    return locateFile(ref, this.#prefixes);
  }

  find(ref: SecretRef, options: FindOptions): Promise<FoundSecret | undefined> {
    return findOne(this.findMany([ref], options));
  }

  /** All of one state of the folder: a user and a password that are asked for together belong together. */
  findMany(refs: readonly SecretRef[], { signal }: FindOptions): Promise<readonly FindResult[]> {
    const places = refs.map((ref) => filePathOf(ref, this.#prefixes));
    return findPlaces(places, (here) =>
      this.#lifetime.run(signal, () => readFiles(this.#root, here, this.name)),
    );
  }

  async *list({ kind }: ListQuery, { signal }: FindOptions): AsyncGenerator<SecretListing> {
    const prefix = this.#prefixes[kind];
    if (prefix === null) return;
    const { files } = await this.#lifetime.run(signal, () => mountedFiles(this.#root, this.name));
    for (const name of files.keys()) {
      const id = idOf(name, prefix);
      if (id !== undefined) yield { ref: { kind, id }, name };
    }
  }

  async describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    const path = filePathOf(ref, this.#prefixes);
    if ('notHere' in path) return undefined;
    return this.#lifetime.run(signal, () => this.#describe(path));
  }

  watch({ signal }: FindOptions): AsyncGenerator<SecretChange> {
    return this.#lifetime.watch(signal, (until) =>
      watchFiles({ root: this.#root, backend: this.name, clock: this.#clock, signal: until }),
    );
  }

  /** Looks for the folder. */
  async probe({ signal }: FindOptions): Promise<void> {
    await this.#lifetime.run(signal, () => openFolder(this.#root, this.name));
  }

  async close(): Promise<void> {
    this.#lifetime.close();
  }

  async #describe(path: readonly string[]): Promise<SecretDescription | undefined> {
    const name = path.join('/');
    const snapshot = await openFolder(this.#root, this.name);
    try {
      const file = await snapshot.fileAt(path);
      if (file === undefined) return undefined;
      const state = await lstat(file.path);
      if (!state.isFile()) return undefined;
      const { version } = file;
      return { name, updatedAt: state.mtime, ...(version === undefined ? {} : { version }) };
    } catch (error) {
      const failure = fileErrorOf(error, `the file ${JSON.stringify(name)}`, this.name);
      if (failure === undefined) return undefined;
      throw failure;
    }
  }
}

/**
 * A backend of a folder where Secrets are mounted. No I/O until it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function kubernetesMount(
  options: KubernetesMountOptions,
  context: Partial<ProviderContext> = {},
): KubernetesMountBackend {
  return createBackend(
    {
      name: 'kubernetes-mount',
      options: mountOptionsSchema,
      create: (checked, whole) => new KubernetesMountBackend(checked, whole),
    },
    options,
    context,
  );
}
