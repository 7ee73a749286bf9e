import { Beginnings } from './beginnings.js';
import { WindowIndex } from './window-index.js';

/** The shortest text that can be known. */
export const SHORTEST = 5;

const WINDOWS: readonly number[] = [16, 8, SHORTEST];

/** Texts that can be found in other texts, however many there are. Long ones are found faster than short ones. */
export class KnownTexts {
  readonly #texts = new Set<string>();
  readonly #indexes = new Map<number, WindowIndex>();
  #beginnings: Beginnings | undefined;

  /** @param text of at least `SHORTEST` characters */
  add(text: string): void {
    if (this.#texts.has(text)) return;
    const window = WINDOWS.find((width) => text.length >= width);
    if (window === undefined) return;
    this.#texts.add(text);
    let index = this.#indexes.get(window);
    if (index === undefined) this.#indexes.set(window, (index = new WindowIndex(window)));
    index.add(text);
    this.#beginnings?.add(text);
  }

  /** Appends the start and the end of every known text in `text` to `ranges`, in no order. */
  find(text: string, ranges: number[]): void {
    for (const index of this.#indexes.values()) index.find(text, ranges);
  }

  /** The first place from which all that is left of `text` begins a longer known text; its length when there is none. */
  beginning(text: string): number {
    return (this.#beginnings ??= new Beginnings(this.#texts)).first(text);
  }
}
