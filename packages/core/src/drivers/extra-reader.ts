import type { SecretsError } from '../errors.js';
import type { JsonObject, JsonValue } from '../json.js';
import { invalidExtra } from './invalid-extra.js';

const TRUE: ReadonlySet<string> = new Set(['true', '1', 'yes', 'on']);
const FALSE: ReadonlySet<string> = new Set(['false', '0', 'no', 'off']);
const NUMBER = /^[0-9]{1,15}(\.[0-9]{1,15})?$/;
const LONGEST_TIMER_MS = 2_147_483_647;
const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----/;

/**
 * Reads an extra key by key into what a driver expects, whether it came from JSON, with types, or from a URI, where all
 * is text. An empty text and null count as absent, as forms leave them behind.
 */
export class ExtraReader {
  readonly #extra: JsonObject;
  readonly #within: string;

  /** `within` comes before the keys in messages, where the object is a part of the extra: "ssl.". */
  constructor(extra: JsonObject = {}, within = '') {
    this.#extra = extra;
    this.#within = within;
  }

  value(key: string): JsonValue | undefined {
    const value = Object.hasOwn(this.#extra, key) ? this.#extra[key] : undefined;
    return value === null || value === '' ? undefined : value;
  }

  text(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#invalid(key, 'is not a text.', 'Write it as a text.');
  }

  flag(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    const word = String(value).toLowerCase();
    if (TRUE.has(word)) return true;
    if (FALSE.has(word)) return false;
    throw this.#invalid(key, 'is neither true nor false.', 'Write true or false.');
  }

  /** One of the words, in any case, as it is spelled in the list. */
  choice<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const lower = String(value).toLowerCase();
    const match = words.find((word) => word.toLowerCase() === lower);
    if (match !== undefined) return match;
    throw this.#invalid(key, 'is none of the words known for it.', `Write one of: ${words.join(', ')}.`);
  }

  wholeNumber(key: string): number | undefined {
    const number = this.#number(key);
    if (number === undefined || Number.isSafeInteger(number)) return number;
    throw this.#invalid(key, 'is not a whole number.', 'Write a whole number.');
  }

  /** A time given in seconds, in milliseconds. */
  seconds(key: string): number | undefined {
    const number = this.#number(key);
    return number === undefined ? undefined : this.#timer(key, Math.ceil(number * 1000));
  }

  milliseconds(key: string): number | undefined {
    const number = this.#number(key);
    return number === undefined ? undefined : this.#timer(key, Math.ceil(number));
  }

  /** A certificate or key as PEM text. A path is refused: a form reads no files, and dropping it would change whom it trusts. */
  pem(key: string): string | undefined {
    const text = this.text(key);
    if (text === undefined || PEM.test(text)) return text;
    throw this.#invalid(
      key,
      'holds no PEM text, perhaps a path: no file is read here.',
      'Put the text of the file into it, from "-----BEGIN" on, or read the file in your code and drop the key.',
    );
  }

  /** Refuses the keys that matter and that a driver cannot follow. The table says what to do instead of each. */
  refuse(remedies: Readonly<Record<string, string>>): void {
    for (const [key, remedy] of Object.entries(remedies)) {
      const value = this.value(key);
      if (value === undefined || FALSE.has(String(value).toLowerCase())) continue;
      throw this.#invalid(key, 'cannot be given to the driver and must not be dropped.', remedy);
    }
  }

  /** The first of the keys that is there. */
  firstOf(keys: readonly string[]): string | undefined {
    return keys.find((key) => this.value(key) !== undefined);
  }

  #number(key: string): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
    throw this.#invalid(key, 'is not a number from 0 up.', 'Write a number.');
  }

  #timer(key: string, ms: number): number {
    if (ms <= LONGEST_TIMER_MS) return ms;
    throw this.#invalid(key, 'is longer than a timer can run, 24 days.', 'Write a shorter time.');
  }

  #invalid(key: string, problem: string, hint: string): SecretsError {
    return invalidExtra(this.#within + key, problem, hint);
  }
}
