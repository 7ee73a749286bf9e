import type {
  BackendSupport,
  FoundSecret,
  Location,
  ProviderContext,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { envNames, sharesNames } from './env-names.js';
import type { EnvOptions } from './env-options.js';
import { readSecretFile } from './read-secret-file.js';
import { isServiceLink } from './reserved-names.js';

/** Finds secrets in environment variables and, on request, in the files that they name. */
export class EnvBackend implements SecretsBackend {
  readonly name: string;
  readonly supports: BackendSupport = { teams: true, local: true };
  readonly #options: EnvOptions;
  readonly #context: ProviderContext;

  constructor(options: EnvOptions, context: ProviderContext) {
    this.name = context.name;
    this.#options = options;
    this.#context = context;
  }

  locate(ref: SecretRef): Location {
    const location = envNames(ref, this.#options);
    const suffix = this.#options.fileSuffix;
    if ('notHere' in location || suffix === undefined) return location;
    return { names: location.names.flatMap((name) => [name, name + suffix]) };
  }

  async find(ref: SecretRef): Promise<FoundSecret | undefined> {
    const location = envNames(ref, this.#options);
    if ('notHere' in location) return undefined;
    const ownName = location.names.at(-1);
    for (const name of location.names) {
      const found = await this.#read(name, ref);
      const isIgnored = name !== ownName && found?.value.length === 0;
      if (found !== undefined && !isIgnored) return found;
    }
    return undefined;
  }

  async #read(name: string, ref: SecretRef): Promise<FoundSecret | undefined> {
    const value = this.#valueOf(name, ref);
    const fileName = name + (this.#options.fileSuffix ?? '');
    const path = fileName === name ? undefined : this.#context.env[fileName];
    if (path === undefined) return value === undefined ? undefined : { value, name };
    if (value !== undefined) throw this.#bothSet(name, fileName);
    return { value: await readSecretFile(path, fileName, this.#context), name: fileName };
  }

  #valueOf(name: string, ref: SecretRef): string | undefined {
    const value = this.#context.env[name];
    if (value === undefined) return undefined;
    return sharesNames(ref.kind, this.#options) && isServiceLink(name, value) ? undefined : value;
  }

  #bothSet(name: string, fileName: string): SecretsError {
    return new SecretsError('INVALID_CONFIG', `${this.name}: both ${name} and ${fileName} are set.`, {
      backend: this.name,
      hint: 'Unset one of them.',
    });
  }
}
