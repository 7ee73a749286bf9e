import { resolve } from 'node:path';
import type { ProviderContext, SecretKind, SecretRef } from '@chatelaine/core';
import { SECRET_KINDS, SecretsError } from '@chatelaine/core';
import { envKeys } from './env-keys.js';
import type { FileFormat } from './file-format.js';
import { EXTENSIONS, fileFormat } from './file-format.js';
import type { FileOptions } from './file-options.js';
import { KeySource } from './keys/key-source.js';
import type { Section } from './section.js';
import { SECTION_NAME, sectionOf, sectionsOf } from './section.js';
import type { ParsedFile } from './tree.js';
import { WatchedFile } from './watched-file.js';

/** Where the entries of one kind are. */
export interface Place {
  readonly file: WatchedFile<unknown>;
  readonly format: FileFormat;
  /** The keys to look for, in order. */
  keys(ref: SecretRef): readonly string[];
  /** The keys that lead to the value of a key, from the top of the file. */
  pathOf(key: string): readonly string[];
  /** What a key is called in messages and traces: the option stands for the file, whose path may be a secret. */
  nameOf(key: string): string;
  section(): Promise<Section>;
}

type NamesFile = 'path' | (typeof SECTION_NAME)[SecretKind];

export type Places = Readonly<Partial<Record<SecretKind, Place>>>;

/**
 * Finds out from the options which file holds which kind. No I/O.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options contradict each other or name a file of no known format
 */
export function placesOf(options: FileOptions, context: ProviderContext): Places {
  checkAnyNamed(options, context.name);
  const separate = SECRET_KINDS.filter((kind) => typeof options[SECTION_NAME[kind]] === 'string');
  if (options.path === undefined)
    return Object.fromEntries(separate.map((kind) => [kind, separatePlace(kind, options, context)]));
  const [other] = separate;
  if (other === undefined) return commonPlaces(options.path, new KeySource(options, context), context);
  const option = SECTION_NAME[other];
  throw invalid(
    context.name,
    option,
    `option "${option}" is set beside "path"`,
    'Set "path", or a file for each kind.',
  );
}

/** Options that name nothing would be a backend that never finds anything; `null` says that this is meant. */
function checkAnyNamed(options: FileOptions, backend: string): void {
  if (['path', ...Object.values(SECTION_NAME)].some((name) => options[name as NamesFile] !== undefined))
    return;
  throw new SecretsError('INVALID_CONFIG', `${backend}: no file is named.`, {
    backend,
    field: [],
    hint: 'Give "path", or one of "variables", "connections", "configs" and "secrets".',
  });
}

function separatePlace(kind: SecretKind, options: FileOptions, context: ProviderContext): Place {
  const option = SECTION_NAME[kind];
  const path = options[option] ?? '';
  const format = checkedFormat(path, option, context.name);
  const keys = new KeySource(options, context);
  const file = watched({ path, option, format, keys }, context, sectionOf);
  return {
    file,
    format,
    keys: ({ id }) => [id],
    pathOf: (key) => [key],
    nameOf: (key) => `${option}#${key}`,
    section: () => file.content(),
  };
}

function commonPlaces(path: string, keys: KeySource, context: ProviderContext): Places {
  const format = checkedFormat(path, 'path', context.name);
  return format === 'env' ? envPlaces(path, keys, context) : sectionPlaces(path, format, keys, context);
}

function envPlaces(path: string, keys: KeySource, context: ProviderContext): Places {
  const file = watched({ path, option: 'path', format: 'env', keys }, context, sectionOf);
  const place: Place = {
    file,
    format: 'env',
    keys: envKeys,
    pathOf: (key) => [key],
    nameOf: (key) => `path#${key}`,
    section: () => file.content(),
  };
  return { variable: place, connection: place, secret: place };
}

function sectionPlaces(path: string, format: FileFormat, keys: KeySource, context: ProviderContext): Places {
  const file = watched({ path, option: 'path', format, keys }, context, sectionsOf);
  const placeOf = (kind: SecretKind): Place => ({
    file,
    format,
    keys: ({ id }) => [id],
    pathOf: (key) => [SECTION_NAME[kind], key],
    nameOf: (key) => `path#${SECTION_NAME[kind]}.${key}`,
    section: async () => (await file.content())[kind],
  });
  return Object.fromEntries(SECRET_KINDS.map((kind) => [kind, placeOf(kind)]));
}

interface Watch {
  readonly path: string;
  /** The option that names the file. */
  readonly option: string;
  readonly format: FileFormat;
  readonly keys: KeySource;
}

function watched<Content>(
  { path, option, format, keys }: Watch,
  context: ProviderContext,
  arrange: (file: ParsedFile) => Content,
): WatchedFile<Content> {
  return new WatchedFile(
    { backend: context.name, option },
    resolve(context.directory, path),
    async (bytes) => {
      const { openFile } = await import('./open-file.js');
      return arrange(await openFile(bytes, format, keys));
    },
  );
}

function checkedFormat(path: string, option: string, backend: string): FileFormat {
  const format = fileFormat(path);
  if (format !== undefined) return format;
  const hint = `The name of the file ends in ${EXTENSIONS.join(', ')}.`;
  throw invalid(backend, option, `option "${option}" names a file of no known format`, hint);
}

function invalid(backend: string, option: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, { backend, field: [option], hint });
}
