import { resolve } from 'node:path';
import type { ProviderContext, SecretKind, SecretRef } from '@chatelaine/core';
import { SECRET_KINDS, SecretsError } from '@chatelaine/core';
import { envKeys } from './env-keys.js';
import type { FileFormat } from './file-format.js';
import { EXTENSIONS, fileFormat } from './file-format.js';
import type { FileOptions } from './file-options.js';
import { parseFile } from './parse-file.js';
import type { Section } from './section.js';
import { SECTION_NAME, sectionOf, sectionsOf } from './section.js';
import { WatchedFile } from './watched-file.js';

/** Where the entries of one kind are. */
export interface Place {
  readonly file: WatchedFile<unknown>;
  /** The keys to look for, in order. */
  keys(ref: SecretRef): readonly string[];
  /** What a key is called in messages and traces: the option stands for the file, whose path may be a secret. */
  nameOf(key: string): string;
  section(): Promise<Section>;
}

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
  if (other === undefined) return commonPlaces(options.path, context);
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
  if (Object.values(options).some((value) => value !== undefined)) return;
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
  const file = watched(path, option, context, async (bytes) => sectionOf(await parseFile(bytes, format)));
  return { file, keys: ({ id }) => [id], nameOf: (key) => `${option}#${key}`, section: () => file.content() };
}

function commonPlaces(path: string, context: ProviderContext): Places {
  const format = checkedFormat(path, 'path', context.name);
  return format === 'env' ? envPlaces(path, context) : sectionPlaces(path, format, context);
}

function envPlaces(path: string, context: ProviderContext): Places {
  const file = watched(path, 'path', context, async (bytes) => sectionOf(await parseFile(bytes, 'env')));
  const place: Place = {
    file,
    keys: envKeys,
    nameOf: (key) => `path#${key}`,
    section: () => file.content(),
  };
  return { variable: place, connection: place, secret: place };
}

function sectionPlaces(path: string, format: FileFormat, context: ProviderContext): Places {
  const file = watched(path, 'path', context, async (bytes) => sectionsOf(await parseFile(bytes, format)));
  const placeOf = (kind: SecretKind): Place => ({
    file,
    keys: ({ id }) => [id],
    nameOf: (key) => `path#${SECTION_NAME[kind]}.${key}`,
    section: async () => (await file.content())[kind],
  });
  return Object.fromEntries(SECRET_KINDS.map((kind) => [kind, placeOf(kind)]));
}

function watched<Content>(
  path: string,
  option: string,
  context: ProviderContext,
  parse: (bytes: Buffer) => Promise<Content>,
): WatchedFile<Content> {
  return new WatchedFile({ backend: context.name, option }, resolve(context.directory, path), parse);
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
