import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/** Options of `file`: either `path`, or a file for at least one kind. Relative paths start from the folder of the config file. */
export interface FileOptions {
  /** A file with all kinds: `.yaml`, `.yml` or `.json` with a key for each kind, or `.env`. */
  readonly path?: string | undefined;
  /** A file of variables: `.yaml`, `.yml`, `.json` or `.env`, as the next three; `null`: none, on purpose. */
  readonly variables?: string | null | undefined;
  /** A file of connections. */
  readonly connections?: string | null | undefined;
  /** A file of config values. */
  readonly configs?: string | null | undefined;
  /** A file of raw secrets. */
  readonly secrets?: string | null | undefined;
}

const path = v.pipe(v.string(), v.minLength(1));
const wanted = (content: string) => `the path of a .yaml, .yml, .json or .env file with ${content}`;
const file = (content: string) =>
  v.optional(v.pipe(v.nullable(path), v.description(`${wanted(content)}, or null for none`)));

/** What a config file may say under `options`. */
export const fileOptions: StandardSchemaV1<unknown, FileOptions> = toStandardJsonSchema(
  v.strictObject({
    path: v.optional(v.pipe(path, v.description(wanted('all kinds')))),
    variables: file('variables'),
    connections: file('connections'),
    configs: file('config values'),
    secrets: file('raw secrets'),
  }),
);
