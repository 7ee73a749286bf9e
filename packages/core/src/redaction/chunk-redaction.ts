import { ownCopy } from './own-copy.js';
import { mergeRanges } from './ranges.js';
import type { TextRedaction } from './text-redaction.js';

/**
 * Redacts a text that comes in chunks: what may be the beginning of a known value is held back until more text tells, so
 * never more than the longest known form, and nothing else is.
 */
export class ChunkRedaction {
  readonly #redaction: TextRedaction;
  readonly #replacement: string;
  #held = '';
  /** How much of what is held back is a part of something whose replacement was given out already. */
  #replaced = 0;

  constructor(redaction: TextRedaction, replacement: string = redaction.replacement) {
    this.#redaction = redaction;
    this.#replacement = replacement;
  }

  push(chunk: string): string {
    const text = this.#held + chunk;
    return this.#giveOut(text, this.#redaction.beginning(text));
  }

  end(): string {
    return this.#giveOut(this.#held, this.#held.length);
  }

  #giveOut(text: string, until: number): string {
    if (until === 0) {
      this.#held = text;
      return '';
    }
    const ranges = this.#replaced > 0 ? [0, this.#replaced] : [];
    this.#redaction.find(text, ranges);
    const merged = mergeRanges(ranges);
    const parts: string[] = [];
    let from = 0;
    for (let at = 0; at < merged.length && (merged[at] as number) < until; at += 2) {
      const start = merged[at] as number;
      parts.push(text.slice(from, start));
      if (start > 0 || this.#replaced === 0) parts.push(this.#replacement);
      from = merged[at + 1] as number;
    }
    if (from < until) parts.push(text.slice(from, until));
    // A slice would keep the whole chunk alive, and with it what was replaced.
    this.#held = ownCopy(text.slice(until));
    this.#replaced = Math.max(0, from - until);
    const given = parts.filter((part) => part !== '');
    return given.length === 1 ? ownCopy(given[0] as string) : given.join('');
  }
}
