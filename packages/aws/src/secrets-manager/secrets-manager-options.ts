import type { SecretKind, StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import {
  type AwsNameOptions,
  type AwsOptions,
  awsEntries,
  described,
  nameEntries,
  text,
} from '../aws-options.js';
import type { ConnectionWords } from './connection-words.js';

/** Everything that a config file can say about Secrets Manager. */
export interface AwsSecretsManagerOptions extends AwsOptions, AwsNameOptions {
  /** Between prefix and id. @default '/' */
  readonly separator?: string | undefined;
  /** More JSON keys for the parts of a connection: `{ schema: ['dbname'] }`. @default Airflow's alone */
  readonly extraConnWords?: ConnectionWords | undefined;
  /** For how many days what is removed can be recovered, 7 to 30. @default 30, by AWS */
  readonly recoveryDays?: number | undefined;
}

/** Airflow's prefixes. */
export const PREFIXES: Readonly<Record<SecretKind, string>> = {
  connection: 'airflow/connections',
  variable: 'airflow/variables',
  config: 'airflow/config',
  secret: '',
};

const words = v.optional(v.array(text));

const schema = v.strictObject({
  ...nameEntries(PREFIXES),
  separator: described(v.string(), 'text between prefix and id (default "/")'),
  extraConnWords: described(
    v.strictObject({
      user: words,
      login: words,
      password: words,
      host: words,
      port: words,
      schema: words,
      conn_type: words,
      extra: words,
      description: words,
    }) as v.GenericSchema<ConnectionWords>,
    'more JSON keys for the parts of a connection, for example { schema: [dbname] }',
  ),
  recoveryDays: described(
    v.pipe(v.number(), v.integer(), v.minValue(7), v.maxValue(30)),
    'for how many days what is removed can be recovered, 7 to 30 (default 30)',
  ),
  ...awsEntries,
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, AwsSecretsManagerOptions> =
  toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
