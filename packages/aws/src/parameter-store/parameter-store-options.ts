import type { SecretKind, StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { type AwsNameOptions, type AwsOptions, awsEntries, described, nameEntries } from '../aws-options.js';

/** Everything that a config file can say about Parameter Store. */
export interface AwsParameterStoreOptions extends AwsOptions, AwsNameOptions {
  /** The tier of what is written: above 4 KB a value needs the advanced one. @default the account's own */
  readonly tier?: 'Standard' | 'Advanced' | 'Intelligent-Tiering' | undefined;
}

/** Airflow's prefixes. */
export const PREFIXES: Readonly<Record<SecretKind, string>> = {
  connection: '/airflow/connections',
  variable: '/airflow/variables',
  config: '/airflow/config',
  secret: '',
};

const schema = v.strictObject({
  ...nameEntries(PREFIXES),
  tier: described(
    v.picklist(['Standard', 'Advanced', 'Intelligent-Tiering']),
    'the tier of what is written; above 4 KB a value needs the advanced one',
  ),
  ...awsEntries,
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, AwsParameterStoreOptions> =
  toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
