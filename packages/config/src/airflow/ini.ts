import { type IniReference, interpolate } from './interpolate.js';
import { invalidAt, type Place } from './place.js';

/** A value as it is written, from the line of its key on. */
interface RawValue {
  readonly line: number;
  readonly lines: string[];
}

type Section = Map<string, RawValue>;

/** A value after `%` interpolation, and where it stands. */
export interface IniValue {
  readonly text: string;
  readonly place: Place;
}

const DEFAULTS = 'DEFAULT';

/**
 * What Python's `configparser` reads from a file: continuation lines, full-line comments, `[DEFAULT]`, keys without
 * case, and no inline comments.
 */
export class IniFile {
  readonly #source: string;
  readonly #sections: ReadonlyMap<string, Section>;

  private constructor(source: string, sections: ReadonlyMap<string, Section>) {
    this.#source = source;
    this.#sections = sections;
  }

  /** @throws SecretsError `INVALID_CONFIG` naming the line and nothing that stands on it */
  static parse(text: string, source: string): IniFile {
    const reader = new IniReader(source);
    for (const line of text.split(/\r\n|\r|\n/)) reader.read(line);
    return new IniFile(source, reader.sections);
  }

  /**
   * The value of a key, from its section or from `[DEFAULT]`; none where the file has no such section.
   *
   * @throws SecretsError `INVALID_CONFIG` for a `%` that is neither doubled nor a known `%(name)s`
   */
  get(section: string, key: string): IniValue | undefined {
    const own = this.#sections.get(section);
    const raw = own && this.#find(own, key);
    if (own === undefined || raw === undefined) return undefined;
    const place = { label: `${this.#source}:${raw.line}: [${section}] ${key}`, field: [section, key] };
    const resolve: IniReference = (name) => {
      const found = this.#find(own, name.toLowerCase());
      return found && textOf(found);
    };
    return { text: interpolate(textOf(raw), resolve, place), place };
  }

  #find(section: Section, key: string): RawValue | undefined {
    return section.get(key) ?? this.#sections.get(DEFAULTS)?.get(key);
  }
}

class IniReader {
  readonly sections = new Map<string, Section>();
  readonly #source: string;
  #number = 0;
  #section: Section | undefined;
  #value: RawValue | undefined;
  #indent = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(line: string): void {
    this.#number += 1;
    const text = line.trim();
    if (text.startsWith('#') || text.startsWith(';')) return;
    if (text === '') {
      this.#value?.lines.push('');
      return;
    }
    const indent = line.search(/\S/);
    if (this.#value !== undefined && indent > this.#indent) {
      this.#value.lines.push(text);
      return;
    }
    this.#indent = indent;
    const header = /^\[(.+)\]/.exec(text)?.[1];
    if (header === undefined) this.#readKey(text);
    else this.#openSection(header);
  }

  #openSection(name: string): void {
    const known = this.sections.get(name);
    if (known !== undefined && name !== DEFAULTS) {
      throw this.#invalid('this section is in the file twice.', 'Make one section of the two.');
    }
    this.#section = known ?? new Map();
    this.#value = undefined;
    this.sections.set(name, this.#section);
  }

  #readKey(text: string): void {
    if (this.#section === undefined) {
      throw this.#invalid(
        'this line stands before the first section.',
        'Begin the file with a "[section]" line.',
      );
    }
    const delimiter = text.search(/[=:]/);
    if (delimiter < 1) {
      throw this.#invalid(
        'this line is no "key = value".',
        'Indent it when it continues the value above, or begin it with "#" when it is a comment.',
      );
    }
    const key = text.slice(0, delimiter).trim().toLowerCase();
    const first = this.#section.get(key);
    if (first !== undefined) {
      throw this.#invalid(
        `this key is already on line ${first.line}.`,
        'Remove one of the two, or indent the line when it continues the value above.',
      );
    }
    this.#value = { line: this.#number, lines: [text.slice(delimiter + 1).trim()] };
    this.#section.set(key, this.#value);
  }

  #invalid(problem: string, hint: string): Error {
    return invalidAt({ label: `${this.#source}:${this.#number}`, field: [] }, problem, hint);
  }
}

function textOf(value: RawValue): string {
  return value.lines.join('\n').trimEnd();
}
