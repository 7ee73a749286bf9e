import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { KeyOptions } from './keys/key-source.js';

/** Options of `file`: either `path`, or a file for at least one kind. Relative paths start from the folder of the config file. */
export interface FileOptions extends KeyOptions {
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
  /** Whom a changed age file is encrypted for: `age1…`. @default the one recipient that it has */
  readonly ageRecipients?: readonly string[] | undefined;
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
    ageKeyFile: v.optional(
      v.pipe(path, v.description('the path of a file of age keys that only its owner may read')),
    ),
    ageKey: v.optional(v.pipe(path, v.description('age keys, one a line; rather from ${env:…}'))),
    passphraseFile: v.optional(
      v.pipe(path, v.description('the path of a file of the passphrase of age files')),
    ),
    passphrase: v.optional(v.pipe(path, v.description('the passphrase of age files; rather from ${env:…}'))),
    ageRecipients: v.optional(
      v.pipe(v.array(path), v.minLength(1), v.description('whom a changed age file is encrypted for')),
    ),
  }),
);
