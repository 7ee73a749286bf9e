import type { Loss, LossKind } from './connection-fields.js';

const MESSAGES: Readonly<Record<LossKind, string>> = {
  'fragment-dropped':
    'Everything from the first "#" on was dropped. Write a "#" that belongs to a value as %23.',
  'control-characters-removed':
    'Tabs, line ends or leading control characters were removed from the URI. Percent-encode those that belong to a value.',
  'host-lower-cased':
    'Upper-case letters of the host were made lower-case. Percent-encode the first of them to keep the case.',
  'duplicate-parameter': 'A query parameter is given more than once, and only its last value was kept.',
  'parameters-beside-extra':
    'Query parameters beside "__extra__" were dropped. Put them into the JSON object of "__extra__".',
  'type-not-a-scheme':
    'The text before "://" is no URL scheme, so that all of the URI was taken for the schema. Write "_" in a type as "-".',
  'not-a-uri':
    'The text has no "//" where a URI has it, so that the rest was taken for the schema, less its first character. Write type://host.',
  'invalid-utf8': 'Percent-encoded bytes that are not UTF-8 were replaced by U+FFFD.',
  'duplicate-key': 'A key is given more than once in the JSON, and only its last value was kept.',
  'second-scheme-ignored':
    'A second "://" that is not the protocol of the host was cut out. Write one that belongs to a value as %3A%2F%2F.',
  'bracketed-host-cut':
    'The bracketed address holds an encoded "/", and only what stands before its first ":" was kept.',
  'number-precision':
    'A number in the JSON has more digits than a double keeps. Write it as a string to keep them.',
  'value-dropped':
    'A value that is 0, false or empty counts as absent. Write a port of 0 as the string "0", and leave out the others.',
};

/** Collects what a reading lost, each kind once. */
export class LossList {
  #kinds: Set<LossKind> | undefined;

  add(kind: LossKind): void {
    this.#kinds ??= new Set();
    this.#kinds.add(kind);
  }

  toLosses(): readonly Loss[] {
    if (this.#kinds === undefined) return NONE;
    return Object.freeze(Array.from(this.#kinds, (kind) => Object.freeze({ kind, message: MESSAGES[kind] })));
  }
}

const NONE: readonly Loss[] = Object.freeze([]);
