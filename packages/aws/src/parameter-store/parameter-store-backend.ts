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
import { checkValueSize, firstOf, type PrefixNaming, valueText } from '@chatelaine/core/provider';
import { type AwsConnection, type AwsParts, connectAws } from '../aws-connection.js';
import { AwsService } from '../aws-service.js';
import { findInBatches } from '../find-in-batches.js';
import { namingOf } from '../naming.js';
import { placeOf } from '../place.js';
import { describeParameter } from './describe-parameter.js';
import { MEANINGS } from './error-codes.js';
import { listParameters } from './list-parameters.js';
import { type AwsParameterStoreOptions, optionsSchema, PREFIXES } from './parameter-store-options.js';
import { BATCH_SIZE, readBatch } from './read-batch.js';
import { readParameter } from './read-parameter.js';
import { removeParameter } from './remove-parameter.js';
import { makeClient, type ParameterStoreCaller } from './sdk.js';
import { RULES } from './secret-name.js';
import { writeParameter } from './write-parameter.js';

// https://docs.aws.amazon.com/general/latest/gr/ssm.html
const LIMIT = { service: 'Parameter Store', maxBytes: 8_192 };
const STANDARD_LIMIT = { service: 'the standard tier of Parameter Store', maxBytes: 4_096 };

const BYTES_HINT = 'Parameter Store holds text: write them as base64, or keep them in Secrets Manager.';

/** Reads and writes the parameters of one account and region in the Parameter Store of AWS Systems Manager. */
export class AwsParameterStoreBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = {
    versions: true,
    teams: true,
    // Without the higher throughput that an account can switch on.
    pace: { requests: 40, perMs: 1_000 },
  };
  readonly #options: AwsParameterStoreOptions;
  readonly #naming: PrefixNaming;
  readonly #service: AwsService<ParameterStoreCaller>;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: AwsParameterStoreOptions,
    context: ProviderContext,
    connection: AwsConnection<ParameterStoreCaller> = connectAws(options, context, makeClient),
  ) {
    this.name = context.name;
    this.place = placeOf(options, context.env);
    this.#options = options;
    this.#naming = namingOf(options, { rules: RULES, prefixes: PREFIXES, separator: '/' }, context.name);
    this.#service = new AwsService(context.name, connection, MEANINGS);
  }

  locate(ref: SecretRef): Location {
    return this.#naming.locate(ref);
  }

  find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    return firstOf(this.locate(ref), (name) => readParameter(this.#service, name, ref.version, signal));
  }

  /** Ten names a call. */
  findMany(refs: readonly SecretRef[], options: FindOptions): Promise<readonly FindResult[]> {
    return findInBatches(refs, {
      size: BATCH_SIZE,
      locate: (ref) => this.locate(ref),
      find: (ref) => this.find(ref, options),
      read: (names) => readBatch(this.#service, names, options.signal),
      finish: (_ref, found) => found,
    });
  }

  list({ kind }: ListQuery, { signal }: FindOptions): AsyncIterable<SecretListing> {
    return listParameters(this.#service, kind, this.#naming, signal);
  }

  describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    return firstOf(this.locate(ref), (name) => describeParameter(this.#service, name, ref.version, signal));
  }

  /** Writes a SecureString. */
  async write(ref: SecretRef, value: SecretValue, { signal }: FindOptions): Promise<WrittenSecret> {
    const name = this.#naming.nameToWrite(ref);
    const limit = this.#options.tier === 'Standard' ? STANDARD_LIMIT : LIMIT;
    checkValueSize(value, name, limit, this.name);
    const text = valueText(value, { backend: this.name, name, hint: BYTES_HINT });
    return writeParameter(this.#service, { name, value: text, options: this.#options, signal });
  }

  /** Deletes the parameter with all its versions, for good. */
  async remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    const name = this.#naming.nameToRemove(ref);
    return name !== undefined && removeParameter(this.#service, name, signal);
  }

  /** Asks for a parameter that need not exist: any answer but a refusal shows that AWS knows and admits us. */
  async probe({ signal }: FindOptions): Promise<void> {
    await readParameter(this.#service, this.#naming.probeName, undefined, signal);
  }

  async close(): Promise<void> {
    this.#service.close();
  }
}

/**
 * A backend of the Parameter Store of AWS. No I/O: the SDK is loaded and the log-in made when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function awsParameterStore(
  options: AwsParameterStoreOptions & AwsParts<ParameterStoreCaller> = {},
  context: Partial<ProviderContext> = {},
): AwsParameterStoreBackend {
  const { credentials, client, ...rest } = options;
  const parts = { credentials, client };
  return createBackend(
    {
      name: 'aws-parameter-store',
      options: optionsSchema,
      create: (checked, whole) =>
        new AwsParameterStoreBackend(checked, whole, connectAws(checked, whole, makeClient, parts)),
    },
    rest,
    context,
  );
}
