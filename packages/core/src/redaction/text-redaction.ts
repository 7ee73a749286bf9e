import type { KnownValues } from './known-values.js';
import { mergeRanges, replaceRanges } from './ranges.js';
import type { TokenFinder } from './token-finder.js';

/** Replaces known values, and tokens of known formats, in text that is whole or comes in chunks. */
export class TextRedaction {
  readonly #values: KnownValues;
  readonly #tokens: TokenFinder | undefined;
  readonly replacement: string;

  constructor(values: KnownValues, tokens: TokenFinder | undefined, replacement: string) {
    this.#values = values;
    this.#tokens = tokens;
    this.replacement = replacement;
  }

  redact(text: string): string {
    const ranges: number[] = [];
    this.find(text, ranges);
    return ranges.length === 0 ? text : replaceRanges(text, mergeRanges(ranges), this.replacement);
  }

  /** Appends the start and the end of all that is to be replaced in `text` to `ranges`, in no order. */
  find(text: string, ranges: number[]): void {
    this.#values.find(text, ranges);
    this.#tokens?.find(text, ranges);
  }

  /** The first place where something may begin that more text would make a thing to replace; else the text's length. */
  beginning(text: string): number {
    const value = this.#values.beginning(text);
    return this.#tokens === undefined ? value : Math.min(value, this.#tokens.beginning(text));
  }
}
