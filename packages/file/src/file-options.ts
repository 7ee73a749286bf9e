import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** Options of `file`: either `path`, or a file for each kind. Relative paths start from the folder of the config file. */
export interface FileOptions {
  /** A file with all kinds: `.yaml`, `.yml` or `.json` with a key for each kind, or `.env`. */
  readonly path?: string | undefined;
  /** A file of variables: `.yaml`, `.yml`, `.json` or `.env`, as the next three. */
  readonly variables?: string | undefined;
  /** A file of connections. */
  readonly connections?: string | undefined;
  /** A file of config values. */
  readonly configs?: string | undefined;
  /** A file of raw secrets. */
  readonly secrets?: string | undefined;
}

const file = (content: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.description(`the path of a .yaml, .yml, .json or .env file with ${content}`),
    ),
  );

/** What a config file may say under `options`. */
export const fileOptions: StandardSchemaV1<unknown, FileOptions> = toStandardJsonSchema(
  v.strictObject({
    path: file('all kinds'),
    variables: file('variables'),
    connections: file('connections'),
    configs: file('config values'),
    secrets: file('raw secrets'),
  }),
);
