import type { JsonValue } from '../json.js';
import { atCharacter, invalidConnection } from './invalid-connection.js';
import { survivesAsDouble } from './json-number.js';
import { type JsonFault, JsonScanner } from './json-scanner.js';
import type { LossList } from './losses.js';
import { setOwn } from './set-own.js';

const DEEPEST = 500;

/**
 * Reads JSON into frozen plain values, and says what `JSON.parse` keeps quiet about: a repeated key and digits that a
 * double drops are losses. Its errors name the subject and the place, and never quote the text. Nesting deeper than 500
 * and numbers beyond the range of a double are refused. Takes time in proportion to the text.
 */
export function readJson(text: string, subject: string, losses: LossList): JsonValue {
  return new JsonReader(text, subject, losses).document();
}

class JsonReader {
  readonly #scanner: JsonScanner;
  readonly #losses: LossList;

  constructor(text: string, subject: string, losses: LossList) {
    this.#losses = losses;
    this.#scanner = new JsonScanner(text, (fault, index) => {
      const { problem, hint } = FAULTS[fault];
      return invalidConnection(`${subject} is not JSON: ${problem}${atCharacter(index)}.`, hint);
    });
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#scanner.expectEnd();
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > DEEPEST) throw this.#scanner.fault('too-deep');
    const scanner = this.#scanner;
    switch (scanner.next()) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return scanner.string();
      case 't':
        return scanner.word('true', true);
      case 'f':
        return scanner.word('false', false);
      case 'n':
        return scanner.word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonValue {
    const scanner = this.#scanner;
    const object: Record<string, JsonValue> = {};
    scanner.take('{');
    if (scanner.takeIf('}')) return Object.freeze(object);
    do {
      if (scanner.next() !== '"') throw scanner.fault('no-key');
      const key = scanner.string();
      if (!scanner.takeIf(':')) throw scanner.fault('no-colon');
      const value = this.#value(depth + 1);
      if (Object.hasOwn(object, key)) this.#losses.add('duplicate-key');
      setOwn(object, key, value);
    } while (scanner.takeIf(','));
    if (!scanner.takeIf('}')) throw scanner.fault('object-not-closed');
    return Object.freeze(object);
  }

  #array(depth: number): JsonValue {
    const scanner = this.#scanner;
    const items: JsonValue[] = [];
    scanner.take('[');
    if (scanner.takeIf(']')) return Object.freeze(items);
    do items.push(this.#value(depth + 1));
    while (scanner.takeIf(','));
    if (!scanner.takeIf(']')) throw scanner.fault('array-not-closed');
    return Object.freeze(items);
  }

  #number(): number {
    const literal = this.#scanner.number();
    const value = Number(literal);
    if (!Number.isFinite(value)) throw this.#scanner.fault('number-too-large');
    if (!survivesAsDouble(literal, value)) this.#losses.add('number-precision');
    return literal === '-0' ? 0 : value;
  }
}

const FAULTS: Readonly<Record<JsonFault, { readonly problem: string; readonly hint?: string }>> = {
  'breaks-off': { problem: 'it breaks off', hint: 'It was probably cut short.' },
  'more-after-end': { problem: 'there is more after its end', hint: 'Remove what follows the last bracket.' },
  'no-value': {
    problem: 'a value was expected',
    hint: 'Strings stand in double quotes; NaN and Infinity are not JSON.',
  },
  'no-key': {
    problem: 'a key in double quotes was expected',
    hint: 'Keys stand in double quotes, and no comma follows the last value.',
  },
  'no-colon': { problem: 'a ":" after a key was expected' },
  'object-not-closed': {
    problem: 'a "," or "}" was expected',
    hint: 'A double quote within the string before it is written as \\".',
  },
  'array-not-closed': {
    problem: 'a "," or "]" was expected',
    hint: 'A double quote within the string before it is written as \\".',
  },
  'control-character': {
    problem: 'a string holds a control character',
    hint: 'Write a line end as \\n and a tab as \\t.',
  },
  'bad-escape': {
    problem: 'a string holds an unknown escape',
    hint: 'Write a backslash that belongs to a value as \\\\.',
  },
  'too-deep': { problem: `it is nested more than ${DEEPEST} deep` },
  'number-too-large': {
    problem: 'a number is beyond the range of a double',
    hint: 'Write it as a string.',
  },
};
