import type { SafeCause } from '@chatelaine/core';
import { didYouMean, nearest, SecretsError } from '@chatelaine/core';
import type { ConfigDocument, ConfigPath } from './config-document.js';
import { placeOf } from './config-document.js';

/** A key that reads like a name, and so is no value that somebody pasted into the wrong place. */
const PLAIN_KEY = /^[A-Za-z$][A-Za-z0-9_-]{0,39}$/;

/** What stands in the place of a key that is not named. */
const UNNAMED = '?';

/** One place in a config: what stands there, and how to say what is wrong with it without quoting it. */
export class ConfigField {
  readonly document: ConfigDocument;
  readonly path: ConfigPath;
  readonly value: unknown;

  private constructor(document: ConfigDocument, path: ConfigPath, value: unknown) {
    this.document = document;
    this.path = path;
    this.value = value;
  }

  /** The whole config. */
  static root(document: ConfigDocument): ConfigField {
    return new ConfigField(document, [], document.value);
  }

  /** "backends[1].options.vaultUrl". */
  get name(): string {
    return this.path.length === 0 ? 'the config' : this.path.map(segment).join('').replace(/^\./, '');
  }

  /** Whether a plain object stands here; a date, or an SDK's client given in code, is none. */
  get isMapping(): boolean {
    if (typeof this.value !== 'object' || this.value === null) return false;
    const prototype: unknown = Object.getPrototypeOf(this.value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  }

  /** The keys under which something stands; in code `undefined` is the same as nothing. */
  get keys(): readonly string[] {
    return this.isMapping ? this.#allKeys.filter((key) => this.at(key).value !== undefined) : [];
  }

  get #allKeys(): readonly string[] {
    return this.isMapping ? Object.keys(this.value as object) : [];
  }

  /** What stands under a key; its value is `undefined` when nothing does. */
  at(key: string | number): ConfigField {
    const holder = this.value as Readonly<Record<string | number, unknown>> | null | undefined;
    const there = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key);
    return new ConfigField(this.document, [...this.path, key], there ? holder[key] : undefined);
  }

  /**
   * Refuses a key that is not known here. It is named only when it is near a known one, or known elsewhere: any other
   * may be a value that somebody pasted into the wrong place.
   */
  checkKeys(
    known: readonly string[],
    owner: string,
    hint?: (key: string) => string | undefined,
    elsewhere: readonly string[] = [],
  ): void {
    const unknown = this.#allKeys.find((key) => !known.includes(key));
    if (unknown === undefined) return;
    const field = this.at(unknown);
    const remedy = hint?.(unknown) ?? didYouMean(unknown, known);
    if (elsewhere.includes(unknown) || nearest(unknown, known) !== undefined) {
      throw field.problem(`is not a key of ${owner}.`, remedy);
    }
    throw new SecretsError('INVALID_CONFIG', `${field.place}${this.name} holds an unknown key.`, {
      hint: remedy,
      field: [...this.safePath, UNNAMED],
    });
  }

  /** An error that begins with the place and the name of this field. */
  problem(text: string, hint?: string): SecretsError {
    return this.error(`${this.name} ${text}`, hint);
  }

  error(problem: string, hint?: string, cause?: SafeCause | SecretsError): SecretsError {
    return new SecretsError('INVALID_CONFIG', this.place + problem, { hint, field: this.safePath, cause });
  }

  /** "chatelaine.yaml:7:5: ". */
  get place(): string {
    return placeOf(this.document.source, this.document.positionOf(this.path));
  }

  /** The path for programs, with a question mark where a key does not read like a name. */
  get safePath(): ConfigPath {
    return this.path.map((key) => (typeof key === 'number' || PLAIN_KEY.test(key) ? key : UNNAMED));
  }
}

function segment(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return PLAIN_KEY.test(key) ? `.${key}` : '["?"]';
}
