import type {
  FoundSecret,
  Location,
  ProviderContext,
  SecretKind,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { connectionText } from './connection-text.js';
import type { FileOptions } from './file-options.js';
import { FileProblem } from './file-problem.js';
import type { Place, Places } from './place.js';
import { placesOf } from './place.js';
import type { Section } from './section.js';
import { SECTION_NAME } from './section.js';
import type { TreeEntry } from './tree.js';
import { configText, valueText } from './value-text.js';

const TEXT_OF: Readonly<Record<SecretKind, (entry: TreeEntry) => string | undefined>> = {
  variable: valueText,
  connection: connectionText,
  config: configText,
  secret: valueText,
};

/** Finds secrets in local files, which are read when first asked for and again when they change. */
export class FileBackend implements SecretsBackend {
  readonly name: string;
  readonly #places: Places;

  constructor(options: FileOptions, context: ProviderContext) {
    this.name = context.name;
    this.#places = placesOf(options, context);
  }

  locate(ref: SecretRef): Location {
    const place = this.#places[ref.kind];
    if (place === undefined)
      return { notHere: `no file of ${SECTION_NAME[ref.kind]} is named in the options` };
    return { names: place.keys(ref).map(place.nameOf) };
  }

  async find(ref: SecretRef): Promise<FoundSecret | undefined> {
    const place = this.#places[ref.kind];
    if (place === undefined) return undefined;
    try {
      return foundIn(await place.section(), ref, place);
    } catch (error) {
      throw this.#translated(error, place, ref);
    }
  }

  /** Reads every file, so that a check of the config file shows what is wrong in them. */
  async probe(): Promise<void> {
    for (const place of Object.values(this.#places)) {
      try {
        const { problem } = await place.section();
        if (problem !== undefined) throw problem;
      } catch (error) {
        throw this.#translated(error, place);
      }
    }
  }

  #translated(error: unknown, { file }: Place, ref?: SecretRef): unknown {
    if (!(error instanceof FileProblem)) return error;
    return invalidValue(error, file.label.file, this.name, ref);
  }
}

function foundIn(section: Section, ref: SecretRef, place: Place): FoundSecret | undefined {
  for (const key of place.keys(ref)) {
    const [entry, second] = section.entries.get(key) ?? [];
    if (second !== undefined)
      throw new FileProblem(second.position, 'the key is there twice', 'Keep one of them.');
    const value = entry === undefined ? undefined : TEXT_OF[ref.kind](entry);
    if (value !== undefined) return { value, name: place.nameOf(key) };
  }
  if (section.problem !== undefined) throw section.problem;
  return undefined;
}

function invalidValue(
  problem: FileProblem,
  file: string,
  backend: string,
  ref: SecretRef | undefined,
): SecretsError {
  const { line, column } = problem.position;
  const where = [file, `line ${line}`, ...(column === undefined ? [] : [`column ${column}`])].join(', ');
  return new SecretsError('INVALID_VALUE', `${backend}: ${where}: ${problem.message}.`, {
    backend,
    ref,
    hint: problem.hint,
  });
}
