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
import { firstOf, type PrefixNaming } from '@chatelaine/core/provider';
import { describeSecret } from './describe-secret.js';
import { type GcpOptions, optionsSchema } from './gcp-options.js';
import { listSecrets } from './list-secrets.js';
import { placeOf } from './place.js';
import { readSecret } from './read-secret.js';
import { removeSecret } from './remove-secret.js';
import { SecretManagerCaller } from './secret-manager-caller.js';
import {
  connectSecretManager,
  type GcpParts,
  type SecretManagerConnection,
} from './secret-manager-connection.js';
import { namingOf } from './secret-name.js';
import { writeSecret } from './write-secret.js';

/** Reads and writes the secrets of one project in Google Secret Manager. */
export class GcpBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = {
    versions: true,
    teams: true,
    // https://cloud.google.com/secret-manager/quotas: access requests per minute and project.
    pace: { requests: 90_000, perMs: 60_000 },
  };
  readonly #naming: PrefixNaming;
  readonly #isRegional: boolean;
  readonly #caller: SecretManagerCaller;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: GcpOptions,
    context: ProviderContext,
    connection: SecretManagerConnection = connectSecretManager(options, context),
  ) {
    this.name = context.name;
    this.place = placeOf(options, context.env);
    this.#naming = namingOf(options, context.name);
    this.#isRegional = options.location !== undefined;
    this.#caller = new SecretManagerCaller(context.name, connection);
  }

  locate(ref: SecretRef): Location {
    return this.#naming.locate(ref);
  }

  find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    return firstOf(this.locate(ref), (name) => readSecret(this.#caller, name, ref.version, signal));
  }

  list(query: ListQuery, { signal }: FindOptions): AsyncIterable<SecretListing> {
    return listSecrets(this.#caller, query, this.#naming, signal);
  }

  describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    return firstOf(this.locate(ref), (name) => describeSecret(this.#caller, name, ref.version, signal));
  }

  /**
   * Adds a version, by a team's reference under the team's own name, and first the secret where there is none.
   *
   * @throws SecretsError `INVALID_REFERENCE` for what has no name there, `UNSUPPORTED` for a version, `INVALID_VALUE` for
   * what Secret Manager cannot hold
   */
  async write(ref: SecretRef, value: SecretValue, { signal }: FindOptions): Promise<WrittenSecret> {
    const settings = { isRegional: this.#isRegional, signal };
    return writeSecret(this.#caller, this.#naming.nameToWrite(ref), value, settings);
  }

  /** Deletes a secret with all its versions, for ever. Resolves to whether there was one. */
  async remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    const name = this.#naming.nameToRemove(ref);
    return name !== undefined && removeSecret(this.#caller, name, signal);
  }

  /** Asks for a secret that need not exist: any answer but a refusal shows that Google knows and admits us. */
  async probe({ signal }: FindOptions): Promise<void> {
    await readSecret(this.#caller, this.#naming.probeName, undefined, signal);
  }

  async close(): Promise<void> {
    this.#caller.close();
  }
}

/**
 * A backend of one project in Google Secret Manager. No I/O: google-auth-library is loaded and the log-in made when it is
 * first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function gcp(options: GcpOptions & GcpParts = {}, context: Partial<ProviderContext> = {}): GcpBackend {
  const { authClient, fetch, ...rest } = options;
  return createBackend(
    {
      name: 'gcp',
      options: optionsSchema,
      create: (checked, whole) =>
        new GcpBackend(checked, whole, connectSecretManager(checked, whole, { authClient, fetch })),
    },
    rest,
    context,
  );
}
