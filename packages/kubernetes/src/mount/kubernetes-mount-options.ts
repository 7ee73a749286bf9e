import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { FOLDER_PATH } from '../legal-names.js';

/** Everything that a config file can say about a folder of mounted Secrets. */
export interface KubernetesMountOptions {
  /** The folder; a relative path starts from the folder of the config file. */
  readonly path: string;
  /** The folder of connections inside it; `null`: never asked for them. @default 'connections' */
  readonly connectionsPrefix?: string | null | undefined;
  /** The folder of variables inside it; `null`: never asked for them. @default 'variables' */
  readonly variablesPrefix?: string | null | undefined;
  /** The folder of config values inside it; `null`: never asked for them. @default 'config' */
  readonly configPrefix?: string | null | undefined;
  /** The folder of raw secrets inside it; `null`: never asked for them. @default '', the folder itself */
  readonly secretsPrefix?: string | null | undefined;
}

const folder = (content: string, fallback: string) =>
  v.optional(
    v.pipe(
      v.nullable(v.pipe(v.string(), v.regex(FOLDER_PATH))),
      v.description(`the folder of ${content} in it (default "${fallback}"), or null to never ask for them`),
    ),
  );

/** The options as a Standard Schema that also gives its JSON Schema. */
export const mountOptionsSchema: StandardSchemaV1<unknown, KubernetesMountOptions> = toStandardJsonSchema(
  v.strictObject({
    path: v.pipe(v.string(), v.nonEmpty(), v.description('the path of the folder where Secrets are mounted')),
    connectionsPrefix: folder('connections', 'connections'),
    variablesPrefix: folder('variables', 'variables'),
    configPrefix: folder('config values', 'config'),
    secretsPrefix: folder('raw secrets', ''),
  }),
);
