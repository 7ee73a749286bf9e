import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** Options of `env`, every one with a default. A prefix of `null`: the environment is never asked for that kind. */
export interface EnvOptionsInput {
  /** What stands before the upper-cased id of a connection. @default 'AIRFLOW_CONN_' */
  readonly connectionsPrefix?: string | null | undefined;
  /** What stands before the upper-cased id of a variable. @default 'AIRFLOW_VAR_' */
  readonly variablesPrefix?: string | null | undefined;
  /** What stands before the upper-cased id of a config value. @default null */
  readonly configPrefix?: string | null | undefined;
  /** What stands before the upper-cased id of a raw secret. @default '' */
  readonly secretsPrefix?: string | null | undefined;
  /** The end of a variable's name that makes its value the path of a file with the value. @default undefined */
  readonly fileSuffix?: string | undefined;
}

/** The options with their defaults. */
export interface EnvOptions {
  readonly connectionsPrefix: string | null;
  readonly variablesPrefix: string | null;
  readonly configPrefix: string | null;
  readonly secretsPrefix: string | null;
  readonly fileSuffix?: string | undefined;
}

/** What an environment variable may be called: neither "=" nor NUL can be in its name. */
const NAME_PART = /^[^=\0]*$/;

const prefix = (kind: string, byDefault: string | null) =>
  v.optional(
    v.pipe(
      v.nullable(v.pipe(v.string(), v.regex(NAME_PART))),
      v.description(`the text before the upper-cased id of ${kind}, or null to never look ${kind} up here`),
    ),
    byDefault,
  );

/** What a config file may say under `options`. */
export const envOptions: StandardSchemaV1<unknown, EnvOptions> = toStandardJsonSchema(
  v.strictObject({
    connectionsPrefix: prefix('connections', 'AIRFLOW_CONN_'),
    variablesPrefix: prefix('variables', 'AIRFLOW_VAR_'),
    configPrefix: prefix('config values', null),
    secretsPrefix: prefix('raw secrets', ''),
    fileSuffix: v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.regex(NAME_PART),
        v.description(
          'the end of the name of variables that hold the path of a file with the value, for example "_FILE"',
        ),
      ),
    ),
  }),
);
