import type {
  BackendSupport,
  FoundSecret,
  Location,
  ProviderContext,
  SecretKind,
  SecretRef,
  SecretsBackend,
} from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { connectionText } from './connection-text.js';
import { wordsFor } from './file-label.js';
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
  readonly supports: BackendSupport = { local: true };
  readonly #places: Places;

  constructor(options: FileOptions, context: ProviderContext, places: Places = placesOf(options, context)) {
    this.name = context.name;
    this.#places = places;
  }

  locate(ref: SecretRef): Location {
    const place = this.#places[ref.kind];
    if (place === undefined)
      return { notHere: `the options name no file that holds ${SECTION_NAME[ref.kind]}` };
    return { names: place.keys(ref).map(place.nameOf) };
  }

  async find(ref: SecretRef): Promise<FoundSecret | undefined> {
    const place = this.#places[ref.kind];
    if (place === undefined) return undefined;
    const section = await this.#sectionOf(place, ref);
    for (const key of place.keys(ref)) {
      const value = this.#valueOf(key, section, place, ref);
      if (value !== undefined) return { value, name: place.nameOf(key) };
    }
    if (section.problem !== undefined) throw this.#invalid(section.problem, place, ref);
    return undefined;
  }

  /** Reads every file, so that a check of the config file shows what is wrong in them. */
  async probe(): Promise<void> {
    for (const place of Object.values(this.#places)) {
      const { problem } = await this.#sectionOf(place);
      if (problem !== undefined) throw this.#invalid(problem, place);
    }
  }

  async #sectionOf(place: Place, ref?: SecretRef): Promise<Section> {
    try {
      return await place.section();
    } catch (error) {
      throw this.translated(error, place, ref);
    }
  }

  #valueOf(key: string, section: Section, place: Place, ref: SecretRef): string | undefined {
    const [entry, second] = section.entries.get(key) ?? [];
    if (entry === undefined) return undefined;
    try {
      if (second !== undefined)
        throw new FileProblem(second.position, 'it is there twice', 'Keep one of the two.');
      return TEXT_OF[ref.kind](entry);
    } catch (error) {
      throw this.translated(error, place, ref, key);
    }
  }

  /** What went wrong in a file, as an error of ours that says where. */
  protected translated(error: unknown, place: Place, ref?: SecretRef, key?: string): unknown {
    return error instanceof FileProblem ? this.#invalid(error, place, ref, key) : error;
  }

  #invalid(problem: FileProblem, { file }: Place, ref?: SecretRef, key?: string): SecretsError {
    const { line, column } = problem.position;
    const where = [
      wordsFor(file.label),
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(column === undefined ? [] : [`column ${column}`]),
      ...(key === undefined ? [] : [`key ${JSON.stringify(key)}`]),
    ];
    return new SecretsError('INVALID_VALUE', `${this.name}: ${where.join(', ')}: ${problem.message}.`, {
      backend: this.name,
      ref,
      hint: problem.hint ?? 'Correct the file at that place.',
    });
  }
}
