import { GRAM, GramFilter, gramAt } from './gram-filter.js';
import { WindowTable } from './window-table.js';

const BASE = 0x01000193;
const ROOMY = 4;

/**
 * Finds known texts of at least `window` characters. Whoever has one has a window of it, and so one of its grams at every
 * step of `window - 3`: only there is anything read, and where no known gram stands, all beginnings in that step are
 * ruled out at once. Where one stands, its distance from the beginning of a window and the window's hash lead to the few
 * texts that may be there.
 */
export class WindowIndex {
  readonly #window: number;
  readonly #stride: number;
  readonly #table: WindowTable = new WindowTable();
  #filter: GramFilter = new GramFilter();

  constructor(window: number) {
    this.#window = window;
    this.#stride = window - GRAM + 1;
  }

  /** Adds a text that is not there yet. */
  add(text: string): void {
    const at = this.#leastCrowded(text);
    if (!this.#filter.hasRoomFor(this.#stride)) this.#enlargeFilter();
    this.#filter.add(text, at, this.#stride);
    this.#table.add(this.#hashAt(text, at), { text, at, last: text.charCodeAt(text.length - 1) });
  }

  /** Appends the start and the end of every known text in `text` to `ranges`, in no order. */
  find(text: string, ranges: number[]): void {
    const filter = this.#filter;
    const stride = this.#stride;
    let at = filter.next(text, stride - 1, stride);
    while (at >= 0) {
      let distances = filter.distancesAt(text, at);
      while (distances !== 0) {
        this.#look(text, at - lowestBit(distances), ranges);
        distances &= distances - 1;
      }
      at = filter.next(text, at + stride, stride);
    }
  }

  #look(text: string, at: number, ranges: number[]): void {
    if (at + this.#window > text.length) return;
    const bucket = this.#table.get(this.#hashAt(text, at));
    if (bucket === undefined) return;
    for (const placed of bucket) {
      const start = at - placed.at;
      const end = start + placed.text.length;
      if (start < 0 || text.charCodeAt(end - 1) !== placed.last) continue;
      // One comparison of whole texts is faster than startsWith, which goes from character to character.
      if (text.slice(start, end) === placed.text) ranges.push(start, end);
    }
  }

  /** Texts that begin alike, such as tokens of one issuer, are told apart by their ends and middles. */
  #leastCrowded(text: string): number {
    const last = text.length - this.#window;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const at of [0, last, last >> 1, last >> 2, last - (last >> 2)]) {
      const size = this.#table.get(this.#hashAt(text, at))?.length ?? 0;
      if (size < ROOMY) return at;
      if (size >= least) continue;
      best = at;
      least = size;
    }
    return best;
  }

  /** Of the first and the last gram of a window. */
  #hashAt(text: string, at: number): number {
    return Math.imul(gramAt(text, at), BASE) ^ gramAt(text, at + this.#window - GRAM);
  }

  #enlargeFilter(): void {
    this.#filter = this.#filter.larger();
    for (const { text, at } of this.#table) this.#filter.add(text, at, this.#stride);
  }
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);
