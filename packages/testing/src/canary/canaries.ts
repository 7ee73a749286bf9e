import { createHash } from 'node:crypto';
import type { Leak, LeakEncoding } from './leak.js';
import { textViews } from './text-views.js';

/** As many characters in a row as no text may share with a canary. */
export const WINDOW = 6;
/** As many characters of base64 as a window has at least, wherever it begins. */
const BASE64_WINDOW = 7;

interface Window {
  readonly place: string;
  readonly text: string;
}

export interface CanaryOptions {
  /** Letters and digits only, for places that take nothing else. @default false */
  readonly plain?: boolean;
}

/** Values that no text can hold by chance, each made for one place, and the search for any part of them. */
export class Canaries {
  readonly #inClear = new Map<string, Window>();
  readonly #inBase64 = new Map<string, Window>();

  /** How many windows are looked for. */
  get size(): number {
    return this.#inClear.size;
  }

  /** A new value of 29 characters for a place, with characters that every encoding writes otherwise; always the same. */
  make(place: string, { plain = false }: CanaryOptions = {}): string {
    const digest = createHash('sha256').update(`canary of ${place}`).digest('base64url');
    const letters = digest.replaceAll(/[-_]/g, 'x');
    const canary = plain
      ? letters.slice(0, 24)
      : `${letters.slice(0, 8)}/${letters.slice(8, 12)}"+ ${letters.slice(12, 16)}%é${letters.slice(16, 24)}`;
    this.add(place, canary);
    return canary;
  }

  /** Makes a canary of a value that somebody else chose, of at least 6 characters on one line. */
  add(place: string, value: string): void {
    for (let start = 0; start + WINDOW <= value.length; start += 1) {
      const text = value.slice(start, start + WINDOW);
      if (text.includes('\n')) continue;
      const window = { place, text };
      this.#inClear.set(text, window);
      for (const form of base64Windows(text)) this.#inBase64.set(form, window);
    }
  }

  /** Every canary of which some part stands in the text, in clear or encoded: one leak for each and each encoding. */
  leaksIn(where: string, text: string): readonly Leak[] {
    const leaks = new Map<string, Leak>();
    const note = (encoding: LeakEncoding, { place, text: window }: Window): void => {
      const key = `${encoding} ${place}`;
      if (!leaks.has(key)) leaks.set(key, { where, place, encoding, window });
    };
    for (const view of textViews(text)) {
      for (const window of found(this.#inClear, view.text, WINDOW)) note(view.encoding, window);
    }
    for (const { encoding, text: view } of textViews(text)) {
      if (encoding === 'JSON-escaped' || encoding === 'form-encoded') continue;
      for (const window of found(this.#inBase64, view, BASE64_WINDOW)) note('base64', window);
      if (!/[-_]/.test(view)) continue;
      const standard = view.replaceAll('-', '+').replaceAll('_', '/');
      for (const window of found(this.#inBase64, standard, BASE64_WINDOW)) note('base64url', window);
    }
    return withoutEchoes([...leaks.values()]);
  }
}

function* found(windows: ReadonlyMap<string, Window>, text: string, length: number): Iterable<Window> {
  for (let start = 0; start + length <= text.length; start += 1) {
    const window = windows.get(text.slice(start, start + length));
    if (window !== undefined) yield window;
  }
}

/** The first characters of a window in base64, for each of the three ways in which bytes before it can move it. */
function base64Windows(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const start = before === 0 ? 0 : before + 1;
    const encoded = Buffer.concat([new Uint8Array(before), bytes]).toString('base64');
    return encoded.slice(start, start + BASE64_WINDOW);
  });
}

/** What stands there in clear is found in decoded views as well, and plain base64 also as base64url. */
function withoutEchoes(leaks: readonly Leak[]): readonly Leak[] {
  const shows = (encoding: LeakEncoding, place: string): boolean =>
    leaks.some((leak) => leak.encoding === encoding && leak.place === place);
  return leaks.filter(({ encoding, place }) => {
    if (encoding === 'clear') return true;
    if (encoding === 'base64url') return !shows('base64', place);
    if (encoding === 'base64') return true;
    if (encoding === 'form-encoded') return !shows('clear', place) && !shows('URL-encoded', place);
    return !shows('clear', place);
  });
}
