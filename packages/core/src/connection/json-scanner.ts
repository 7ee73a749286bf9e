/** What can be wrong with a JSON text. */
export type JsonFault =
  | 'breaks-off'
  | 'more-after-end'
  | 'no-value'
  | 'no-key'
  | 'no-colon'
  | 'object-not-closed'
  | 'array-not-closed'
  | 'control-character'
  | 'bad-escape'
  | 'too-deep'
  | 'number-too-large';

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const FOUR_DIGITS = /[0-9a-fA-F]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Walks over a JSON text, token by token; a fault carries the index at which it was found. */
export class JsonScanner {
  readonly #text: string;
  readonly #error: (fault: JsonFault, index: number) => Error;
  #at = 0;

  constructor(text: string, error: (fault: JsonFault, index: number) => Error) {
    this.#text = text;
    this.#error = error;
  }

  /** The error for a fault at this place; a text that has ended here breaks off, whatever was expected. */
  fault(fault: JsonFault): Error {
    const ended = this.#at >= this.#text.length;
    return this.#error(ended && fault !== 'number-too-large' ? 'breaks-off' : fault, this.#at);
  }

  /** The first character of the next token, not taken; empty at the end. */
  next(): string {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return text.charAt(this.#at);
      this.#at += 1;
    }
  }

  take(token: string): void {
    this.#at += token.length;
  }

  takeIf(token: string): boolean {
    if (this.next() !== token) return false;
    this.#at += 1;
    return true;
  }

  expectEnd(): void {
    if (this.next() !== '') throw this.fault('more-after-end');
  }

  word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw this.fault('no-value');
    this.#at += word.length;
    return value;
  }

  /** The text of the number that begins here. */
  number(): string {
    NUMBER.lastIndex = this.#at;
    const literal = NUMBER.exec(this.#text)?.[0];
    if (literal === undefined) throw this.fault('no-value');
    this.#at += literal.length;
    return literal;
  }

  /** The string that begins at this double quote, unescaped. */
  string(): string {
    const text = this.#text;
    let value = '';
    let from = this.#at + 1;
    for (let at = from; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return value + text.slice(from, at);
      }
      if (code === 0x5c) {
        value += text.slice(from, at) + this.#escape(at);
        at += text.charAt(at + 1) === 'u' ? 5 : 1;
        from = at + 1;
        continue;
      }
      if (code >= 0x20) continue;
      this.#at = at;
      throw this.fault('control-character');
    }
  }

  #escape(at: number): string {
    const letter = this.#text.charAt(at + 1);
    const escaped = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (escaped !== undefined) return escaped;
    FOUR_DIGITS.lastIndex = at + 2;
    const digits = letter === 'u' ? FOUR_DIGITS.exec(this.#text)?.[0] : undefined;
    if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
    this.#at = at;
    throw this.fault(letter === '' ? 'breaks-off' : 'bad-escape');
  }
}
