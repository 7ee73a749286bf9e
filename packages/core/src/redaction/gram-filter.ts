/** How many characters are looked at, at each step. */
export const GRAM = 4;

const MIX = 0x9e3779b1;
const BITS_A_GRAM = 16;
const FEWEST_BITS = 14;
const MOST_BITS = 24;
/** With more grams than that, nearly every pair of characters is one of a gram, and looking at it first is lost time. */
const FEW_GRAMS = 3000;

/**
 * Says where in a text a known gram of four characters may be, and how far from the beginning of a window it then is. It
 * never misses one. Few grams are told from others by their outer characters, many by a bit each; both fit in a cache.
 */
export class GramFilter {
  readonly #size: number;
  readonly #capacity: number;
  readonly #pairs: Uint8Array = new Uint8Array(2 ** 14);
  readonly #bits: Uint8Array;
  /** The distances at which a gram was added, one bit each. */
  readonly #distances: Uint16Array;
  readonly #distancesShift: number;
  #count = 0;

  constructor(size: number = FEWEST_BITS) {
    this.#size = size;
    this.#capacity = size === MOST_BITS ? Number.POSITIVE_INFINITY : 2 ** size / BITS_A_GRAM;
    this.#bits = new Uint8Array(2 ** size / 8);
    const distancesSize = Math.max(FEWEST_BITS, size - 4);
    this.#distances = new Uint16Array(2 ** distancesSize);
    this.#distancesShift = 32 - distancesSize;
  }

  /** Whether so many grams more would make it say "maybe" too often. */
  hasRoomFor(grams: number): boolean {
    return this.#count + grams <= this.#capacity;
  }

  /** An empty one, four times as large. */
  larger(): GramFilter {
    return new GramFilter(Math.min(MOST_BITS, this.#size + 2));
  }

  /** Adds the grams of a window that begins at `from`: one at each distance below `stride`, which is 16 at most. */
  add(text: string, from: number, stride: number): void {
    this.#count += stride;
    for (let distance = 0; distance < stride; distance += 1) {
      const at = from + distance;
      const mixed = Math.imul(gramAt(text, at), MIX);
      const bit = mixed >>> (32 - this.#size);
      const slot = mixed >>> this.#distancesShift;
      this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] as number) | (1 << (bit & 7));
      this.#distances[slot] = (this.#distances[slot] as number) | (1 << distance);
      this.#pairs[pairOf(text.charCodeAt(at), text.charCodeAt(at + 3))] = 1;
    }
  }

  /** The first of the places `from`, `from + stride` … where a known gram may be, or -1. */
  next(text: string, from: number, stride: number): number {
    return this.#count > FEW_GRAMS
      ? this.#nextOfMany(text, from, stride)
      : this.#nextOfFew(text, from, stride);
  }

  /** How far before the place a window may begin: a bit for each distance. */
  distancesAt(text: string, at: number): number {
    return this.#distances[Math.imul(gramAt(text, at), MIX) >>> this.#distancesShift] as number;
  }

  #nextOfMany(text: string, from: number, stride: number): number {
    const bits = this.#bits;
    const shift = 32 - this.#size;
    const last = text.length - GRAM;
    for (let at = from; at <= last; at += stride) {
      const bit = Math.imul(gramAt(text, at), MIX) >>> shift;
      if (((bits[bit >>> 3] as number) & (1 << (bit & 7))) !== 0) return at;
    }
    return -1;
  }

  #nextOfFew(text: string, from: number, stride: number): number {
    const pairs = this.#pairs;
    const distances = this.#distances;
    const shift = this.#distancesShift;
    const last = text.length - GRAM;
    for (let at = from; at <= last; at += stride) {
      if (pairs[pairOf(text.charCodeAt(at), text.charCodeAt(at + 3))] === 0) continue;
      if (distances[Math.imul(gramAt(text, at), MIX) >>> shift] !== 0) return at;
    }
    return -1;
  }
}

export function gramAt(text: string, at: number): number {
  return (
    text.charCodeAt(at) ^
    (text.charCodeAt(at + 1) << 8) ^
    (text.charCodeAt(at + 2) << 16) ^
    (text.charCodeAt(at + 3) << 24)
  );
}

function pairOf(first: number, last: number): number {
  return ((first & 127) << 7) | (last & 127);
}
