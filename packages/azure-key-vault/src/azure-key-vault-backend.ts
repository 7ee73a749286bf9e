import type {
  BackendSupport,
  FindOptions,
  FoundSecret,
  ListQuery,
  Location,
  ProviderContext,
  SecretDescription,
  SecretListing,
  SecretRef,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from '@chatelaine/core';
import { createBackend } from '@chatelaine/core';
import { digestOf, firstOf, type PrefixNaming } from '@chatelaine/core/provider';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { optionsSchema } from './azure-key-vault-options.js';
import { describeSecret } from './describe-secret.js';
import { listSecrets } from './list-secrets.js';
import { readSecret } from './read-secret.js';
import { namingOf } from './secret-name.js';
import { deleteSecret, purgeSecret, recoverSecret } from './soft-delete.js';
import { VaultCaller } from './vault-caller.js';
import { type AzureKeyVaultParts, connectVault, type VaultConnection } from './vault-connection.js';
import { type WriteOptions, writeSecret } from './write-secret.js';

/** Reads and writes the secrets of one Azure Key Vault. */
export class AzureKeyVaultBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = {
    versions: true,
    teams: true,
    // https://learn.microsoft.com/azure/key-vault/general/service-limits: secrets, all other transactions.
    pace: { requests: 4_000, perMs: 10_000 },
  };
  readonly #naming: PrefixNaming;
  readonly #caller: VaultCaller;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: AzureKeyVaultOptions,
    context: ProviderContext,
    connection: VaultConnection = connectVault(options, context),
  ) {
    this.name = context.name;
    this.place = digestOf(options.vaultUrl);
    this.#naming = namingOf(options, context.name);
    this.#caller = new VaultCaller(context.name, connection);
  }

  locate(ref: SecretRef): Location {
    return this.#naming.locate(ref);
  }

  find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    return firstOf(this.locate(ref), (name) => readSecret(this.#caller, name, ref.version, signal));
  }

  /** What is there of a kind. An id is as its name has it: where a "_" was written, the vault holds the separator. */
  list(query: ListQuery, { signal }: FindOptions): AsyncIterable<SecretListing> {
    return listSecrets(this.#caller, query, this.#naming, signal);
  }

  describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    return firstOf(this.locate(ref), (name) => describeSecret(this.#caller, name, ref.version, signal));
  }

  /**
   * Writes a new version, by a team's reference under the team's own name.
   *
   * @throws SecretsError `INVALID_REFERENCE` for what has no name in the vault, `UNSUPPORTED` for a version,
   * `INVALID_VALUE` for what it cannot hold, `ACCESS_DENIED` also where a deleted secret has the name
   */
  async write(ref: SecretRef, value: SecretValue, options: WriteOptions): Promise<WrittenSecret> {
    return writeSecret(this.#caller, this.#naming.nameToWrite(ref), value, options);
  }

  /**
   * Deletes softly, with all versions: until it is purged the secret can be recovered, and its name is taken. Resolves to
   * whether there was one.
   */
  remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => deleteSecret(this.#caller, name, signal));
  }

  /** Takes a removal back. Resolves to whether there was one; the secret can be read some seconds later. */
  recover(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => recoverSecret(this.#caller, name, signal));
  }

  /** Destroys what was removed, for ever, and frees its name. Resolves to whether there was one. */
  purge(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => purgeSecret(this.#caller, name, signal));
  }

  /** Asks for a secret that need not exist: any answer but a refusal shows that the vault knows and admits us. */
  async probe({ signal }: FindOptions): Promise<void> {
    await readSecret(this.#caller, this.#naming.probeName, undefined, signal);
  }

  async close(): Promise<void> {
    this.#caller.close();
  }

  async #change(ref: SecretRef, change: (name: string) => Promise<boolean>): Promise<boolean> {
    const name = this.#naming.nameToRemove(ref);
    return name !== undefined && change(name);
  }
}

/**
 * A backend of one Azure Key Vault. No I/O: the SDK is loaded and the log-in made when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function azureKeyVault(
  options: AzureKeyVaultOptions & AzureKeyVaultParts,
  context: Partial<ProviderContext> = {},
): AzureKeyVaultBackend {
  const { tokenCredential, client, ...rest } = options;
  return createBackend(
    {
      name: 'azure-key-vault',
      options: optionsSchema,
      create: (checked, whole) =>
        new AzureKeyVaultBackend(checked, whole, connectVault(checked, whole, { tokenCredential, client })),
    },
    rest,
    context,
  );
}
