import { resolve } from 'node:path';
import type { ProviderContext } from '@chatelaine/core';
import { wordsFor } from '../file-label.js';
import type { AgeKeys } from './age-keys.js';
import { parseIdentities } from './age-keys.js';
import { userKeyFile } from './key-places.js';
import type { KeyFile } from './read-key-file.js';
import { findKeyFile, readKeyFile } from './read-key-file.js';

/** What opens encrypted files; without any of it, what `sops` itself would use. */
export interface KeyOptions {
  /** A file of age keys that only its owner may read. @default SOPS_AGE_KEY_FILE, and `sops/age/keys.txt` of the user */
  readonly ageKeyFile?: string | undefined;
  /** Age keys, one a line: `${env:NAME}` in a config file. @default SOPS_AGE_KEY */
  readonly ageKey?: string | undefined;
  /** A file of the passphrase of files that were encrypted by one; only its owner may read it. */
  readonly passphraseFile?: string | undefined;
  /** The passphrase itself: `${env:NAME}` in a config file. */
  readonly passphrase?: string | undefined;
}

/** Knows where the keys are, and reads them anew whenever a file is opened: a renewed key needs no restart. */
export class KeySource {
  readonly backend: string;
  readonly #options: KeyOptions;
  readonly #context: ProviderContext;

  constructor(options: KeyOptions, context: ProviderContext) {
    this.backend = context.name;
    this.#options = options;
    this.#context = context;
  }

  /** @throws SecretsError `INVALID_CONFIG`, `ACCESS_DENIED` */
  async load(): Promise<AgeKeys> {
    const passphrase = await this.passphrase();
    const identities = await this.identities();
    return passphrase === undefined ? { identities } : { identities, passphrase };
  }

  /** @throws SecretsError `INVALID_CONFIG`, `ACCESS_DENIED` */
  async passphrase(): Promise<string | undefined> {
    const { passphrase, passphraseFile } = this.#options;
    if (passphraseFile === undefined) return passphrase;
    const text = await readKeyFile(this.#named('passphraseFile', passphraseFile));
    return text.replace(/\r?\n$/, '');
  }

  /** @throws SecretsError `INVALID_CONFIG`, `ACCESS_DENIED` */
  async identities(): Promise<readonly string[]> {
    return [...new Set(await this.#identities())];
  }

  async #identities(): Promise<readonly string[]> {
    const { ageKey, ageKeyFile } = this.#options;
    if (ageKey === undefined && ageKeyFile === undefined) return this.#usual();
    return [
      ...(ageKey === undefined ? [] : this.#parsed(ageKey, 'option "ageKey"')),
      ...(ageKeyFile === undefined ? [] : await this.#inFile(this.#named('ageKeyFile', ageKeyFile))),
    ];
  }

  /** All of them together, as `sops` does. */
  async #usual(): Promise<readonly string[]> {
    const { env } = this.#context;
    const { SOPS_AGE_KEY: key, SOPS_AGE_KEY_FILE: named } = env;
    const own = userKeyFile(env);
    return [
      ...(key ? this.#parsed(key.split(/\s+/).join('\n'), 'SOPS_AGE_KEY') : []),
      ...(named
        ? await this.#inFile(this.#usualFile(resolve(named), 'the file that SOPS_AGE_KEY_FILE names'))
        : []),
      ...(own ? await this.#ifThere(this.#usualFile(own, 'the file of age keys of this user')) : []),
    ];
  }

  async #inFile(file: KeyFile): Promise<readonly string[]> {
    return this.#parsed(await readKeyFile(file), wordsFor(file));
  }

  /** Nobody named it, so it need not be there. */
  async #ifThere(file: KeyFile): Promise<readonly string[]> {
    return this.#parsed((await findKeyFile(file)) ?? '', wordsFor(file));
  }

  #parsed(text: string, subject: string): readonly string[] {
    return parseIdentities(text, subject, this.backend);
  }

  #named(option: 'ageKeyFile' | 'passphraseFile', path: string): KeyFile {
    return { backend: this.backend, option, path: resolve(this.#context.directory, path) };
  }

  #usualFile(path: string, words: string): KeyFile {
    return { backend: this.backend, option: 'ageKeyFile', words, path };
  }
}
