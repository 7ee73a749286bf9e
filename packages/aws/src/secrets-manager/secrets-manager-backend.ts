import type {
  BackendSupport,
  FindOptions,
  FindResult,
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
import { checkValueSize, firstOf, type PrefixNaming } from '@chatelaine/core/provider';
import { type AwsConnection, type AwsParts, connectAws } from '../aws-connection.js';
import { AwsService } from '../aws-service.js';
import { findInBatches } from '../find-in-batches.js';
import { namingOf } from '../naming.js';
import { placeOf } from '../place.js';
import { withOwnKeys } from './connection-words.js';
import { describeSecret } from './describe-secret.js';
import { MEANINGS } from './error-codes.js';
import { listSecrets } from './list-secrets.js';
import { BATCH_SIZE, readBatch } from './read-batch.js';
import { readSecret } from './read-secret.js';
import { purgeSecret, removeSecret, restoreSecret } from './remove-secret.js';
import { makeClient, type SecretsManagerCaller } from './sdk.js';
import { RULES } from './secret-name.js';
import { type AwsSecretsManagerOptions, optionsSchema, PREFIXES } from './secrets-manager-options.js';
import { writeSecret } from './write-secret.js';

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const LIMIT = { service: 'Secrets Manager', maxBytes: 65_536 };

/** Reads and writes the secrets of one account and region in AWS Secrets Manager. */
export class AwsSecretsManagerBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = {
    versions: true,
    teams: true,
    pace: { requests: 10_000, perMs: 1_000 },
  };
  readonly #options: AwsSecretsManagerOptions;
  readonly #naming: PrefixNaming;
  readonly #service: AwsService<SecretsManagerCaller>;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: AwsSecretsManagerOptions,
    context: ProviderContext,
    connection: AwsConnection<SecretsManagerCaller> = connectAws(options, context, makeClient),
  ) {
    this.name = context.name;
    this.place = placeOf(options, context.env);
    this.#options = options;
    this.#naming = namingOf(
      options,
      { rules: RULES, prefixes: PREFIXES, separator: options.separator ?? '/' },
      context.name,
    );
    this.#service = new AwsService(context.name, connection, MEANINGS);
  }

  locate(ref: SecretRef): Location {
    return this.#naming.locate(ref);
  }

  async find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    const found = await firstOf(this.locate(ref), (name) =>
      readSecret(this.#service, name, ref.version, signal),
    );
    return found === undefined ? undefined : this.#finish(ref, found);
  }

  /** Twenty names a call. */
  async findMany(refs: readonly SecretRef[], options: FindOptions): Promise<readonly FindResult[]> {
    return findInBatches(refs, {
      size: BATCH_SIZE,
      locate: (ref) => this.locate(ref),
      find: (ref) => this.find(ref, options),
      read: (names) => readBatch(this.#service, names, options.signal),
      finish: (ref, found) => this.#finish(ref, found),
    });
  }

  list({ kind }: ListQuery, { signal }: FindOptions): AsyncIterable<SecretListing> {
    return listSecrets(this.#service, kind, this.#naming, signal);
  }

  describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    return firstOf(this.locate(ref), (name) => describeSecret(this.#service, name, ref.version, signal));
  }

  /** Adds a version. A scheduled deletion of the same name is taken back, and its older versions with it. */
  async write(ref: SecretRef, value: SecretValue, { signal }: FindOptions): Promise<WrittenSecret> {
    const name = this.#naming.nameToWrite(ref);
    checkValueSize(value, name, LIMIT, this.name);
    return writeSecret(this.#service, { name, value, kmsKeyId: this.#options.kmsKeyId, signal });
  }

  /** Schedules the deletion: from then on the secret is missing, and until it is gone it can be recovered. */
  async remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => removeSecret(this.#service, name, this.#options.recoveryDays, signal));
  }

  /** Takes back a scheduled deletion. Resolves to whether there was one. */
  async recover(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => restoreSecret(this.#service, name, signal));
  }

  /** Destroys what was removed, for ever, without waiting for its days to pass. Resolves to whether there was one. */
  async purge(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (name) => purgeSecret(this.#service, name, signal));
  }

  /** Asks for a secret that need not exist: any answer but a refusal shows that AWS knows and admits us. */
  async probe({ signal }: FindOptions): Promise<void> {
    await readSecret(this.#service, this.#naming.probeName, undefined, signal);
  }

  async close(): Promise<void> {
    this.#service.close();
  }

  #finish(ref: SecretRef, found: FoundSecret): FoundSecret {
    return withOwnKeys(ref, found, this.#options.extraConnWords ?? {});
  }

  async #change(ref: SecretRef, change: (name: string) => Promise<boolean>): Promise<boolean> {
    const name = this.#naming.nameToRemove(ref);
    return name !== undefined && change(name);
  }
}

/**
 * A backend of AWS Secrets Manager. No I/O: the SDK is loaded and the log-in made when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function awsSecretsManager(
  options: AwsSecretsManagerOptions & AwsParts<SecretsManagerCaller> = {},
  context: Partial<ProviderContext> = {},
): AwsSecretsManagerBackend {
  const { credentials, client, ...rest } = options;
  const parts = { credentials, client };
  return createBackend(
    {
      name: 'aws-secrets-manager',
      options: optionsSchema,
      create: (checked, whole) =>
        new AwsSecretsManagerBackend(checked, whole, connectAws(checked, whole, makeClient, parts)),
    },
    rest,
    context,
  );
}
