import type { TokenPart, TokenShape } from './token-formats.js';

/** How far a shape goes from some place: where it ends, if it is there, and whether more text could change that. */
interface Reach {
  readonly end: number | undefined;
  readonly open: boolean;
}

interface Found extends Reach {
  readonly start: number;
}

interface TokenStart {
  readonly shape: TokenShape;
  readonly words: readonly string[];
  readonly pattern: RegExp;
}

/**
 * Finds tokens by their looks, from left to right, without ever going back: a place that was read as a part of one, or in
 * vain, is not where the next one begins, so that the time is in proportion to the text.
 */
export class TokenFinder {
  readonly #starts: readonly TokenStart[];

  constructor(shapes: readonly TokenShape[]) {
    this.#starts = shapes.map((shape) => {
      const words = firstWords(shape);
      return { shape, words, pattern: new RegExp(words.join('|'), 'g') };
    });
  }

  /** Appends the start and the end of every token in `text` to `ranges`. */
  find(text: string, ranges: number[]): void {
    for (const { start, end } of this.#all(text)) if (end !== undefined) ranges.push(start, end);
  }

  /** The first place where a token may begin that more text would make one, or a longer one; else the text's length. */
  beginning(text: string): number {
    let first = text.length;
    for (const { start, open } of this.#all(text)) if (open) first = Math.min(first, start);
    return first;
  }

  *#all(text: string): Generator<Found> {
    for (const { shape, words, pattern } of this.#starts) {
      let from = 0;
      for (;;) {
        pattern.lastIndex = from;
        const start = pattern.exec(text)?.index;
        if (start === undefined) break;
        const { read, ...reach } = follow(shape, text, start);
        yield { start, ...reach };
        from = Math.max(read, start + 1);
      }
      const start = cutWord(words, text, from);
      if (start !== undefined) yield { start, end: undefined, open: true };
    }
  }
}

/** Goes through the parts from `start`; `read` is how far they went. */
function follow({ parts, optional = 0 }: TokenShape, text: string, start: number): Reach & { read: number } {
  let at = start;
  let end: number | undefined;
  for (const [index, part] of parts.entries()) {
    const next = pass(part, text, at);
    if (next.end !== undefined) at = next.end;
    if (next.end !== undefined && index + 1 >= parts.length - optional) end = at;
    if (next.end === undefined || next.open) return { end, open: next.open, read: at };
  }
  return { end, open: false, read: at };
}

function pass(part: TokenPart, text: string, at: number): Reach {
  if ('words' in part) {
    const word = part.words.find((known) => text.startsWith(known, at));
    if (word !== undefined) return { end: at + word.length, open: false };
    const rest = text.slice(at, at + 64);
    return {
      end: undefined,
      open: part.words.some((known) => known.length > rest.length && known.startsWith(rest)),
    };
  }
  if ('upTo' in part) {
    const stop = text.slice(at, at + part.max + part.upTo.length).indexOf(part.upTo);
    if (stop >= 0) return { end: at + stop, open: false };
    return {
      end: Math.min(text.length, at + part.max),
      open: text.length - at < part.max + part.upTo.length,
    };
  }
  let end = at;
  const last = Math.min(text.length, at + part.max);
  while (end < last && part.of.test(text.charAt(end))) end += 1;
  const open = end === text.length && end - at < part.max;
  return { end: end - at < part.min ? undefined : end, open };
}

function firstWords({ parts: [first] }: TokenShape): readonly string[] {
  return first !== undefined && 'words' in first ? first.words : [];
}

/** Where the text ends with the beginning of a word. */
function cutWord(words: readonly string[], text: string, from: number): number | undefined {
  const longest = Math.max(...words.map((word) => word.length));
  for (let at = Math.max(from, text.length - longest + 1); at < text.length; at += 1)
    if (words.some((word) => word.startsWith(text.slice(at)))) return at;
  return undefined;
}
