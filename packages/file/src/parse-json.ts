import type { Position } from './file-problem.js';
import { FileProblem } from './file-problem.js';
import { Lines } from './lines.js';
import type { TreeEntry, TreeNode } from './tree.js';
import { MAX_DEPTH } from './tree.js';

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const NOT_JSON = /-?Infinity|NaN/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON has no control characters.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Reads JSON into a tree. `JSON.parse` would lose the lines, one of two equal keys, the order of keys that look like
 * numbers and the last digits of long numbers, and would quote the text in its message.
 *
 * @throws FileProblem where the text is no JSON
 */
export function parseJson(text: string): TreeNode {
  if (text === '') throw new FileProblem({ line: 1 }, 'the file is empty', 'Write {} for no entries.');
  if (text.startsWith('\ufeff')) {
    throw new FileProblem(
      { line: 1 },
      'the file begins with a byte-order mark',
      'Save it as UTF-8 without one.',
    );
  }
  return new JsonReader(text).document();
}

class JsonReader {
  readonly #text: string;
  readonly #lines: Lines;
  #index = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new Lines(text);
  }

  document(): TreeNode {
    const node = this.#value(0);
    this.#skipSpace();
    if (this.#index < this.#text.length) throw this.#problem('something follows the end of the JSON value');
    return node;
  }

  #value(depth: number): TreeNode {
    if (depth > MAX_DEPTH) throw this.#problem(`values are nested more than ${MAX_DEPTH} deep`);
    this.#skipSpace();
    const next = this.#text[this.#index];
    if (next === '{') return { type: 'object', entries: this.#series('}', () => this.#entry(depth)) };
    if (next === '[') return { type: 'list', items: this.#series(']', () => this.#value(depth + 1)) };
    if (next === '"') return { type: 'text', text: this.#string() };
    const json = this.#match(LITERAL);
    if (json !== undefined) return { type: 'literal', json };
    const problem = this.#problem('JSON has no such number');
    if (this.#match(NOT_JSON) !== undefined) return { type: 'fault', problem };
    throw this.#problem('a JSON value is expected here');
  }

  #series<Item>(end: string, read: () => Item): Item[] {
    this.#index += 1;
    const items: Item[] = [];
    if (this.#take(end)) return items;
    do items.push(read());
    while (this.#take(','));
    if (!this.#take(end)) throw this.#problem(`"," or "${end}" is expected here`);
    return items;
  }

  #entry(depth: number): TreeEntry {
    this.#skipSpace();
    const position = this.#position();
    if (this.#text[this.#index] !== '"') throw this.#problem('a key in double quotes is expected here');
    const key = this.#string();
    if (!this.#take(':')) throw this.#problem('":" is expected here');
    return { key, position, value: this.#value(depth + 1) };
  }

  #string(): string {
    const start = this.#index;
    const problem = this.#problem(
      'a string begins here that does not end, or holds a line end or a wrong escape',
    );
    this.#index += 1;
    do this.#match(PLAIN);
    while (this.#match(ESCAPE) !== undefined);
    if (this.#text[this.#index] !== '"') throw problem;
    this.#index += 1;
    return String(JSON.parse(this.#text.slice(start, this.#index)));
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#index] !== character) return false;
    this.#index += 1;
    return true;
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    const [matched] = pattern.exec(this.#text) ?? [];
    this.#index += matched?.length ?? 0;
    return matched;
  }

  #problem(problem: string): FileProblem {
    return new FileProblem(this.#position(), problem);
  }

  #position(): Position {
    return this.#lines.positionOf(this.#index);
  }
}
