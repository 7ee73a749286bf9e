const HEAD = 4;
const HEAD_BITS = 20;
const MIX = 0x9e3779b1;

/** Says where a text that may go on ends with the beginning of a known text. */
export class Beginnings {
  readonly #sorted: string[];
  readonly #heads: Uint8Array = new Uint8Array(2 ** HEAD_BITS / 8);
  #longest = 0;

  constructor(texts: Iterable<string>) {
    this.#sorted = [...texts].sort();
    for (const text of this.#sorted) this.#note(text);
  }

  /** Adds a text that is not there yet. */
  add(text: string): void {
    this.#sorted.splice(this.#placeOf(text), 0, text);
    this.#note(text);
  }

  /** The first place from which all that is left of `text` begins a longer known text; its length when there is none. */
  first(text: string): number {
    for (let at = Math.max(0, text.length - this.#longest + 1); at < text.length; at += 1) {
      const bit = headBit(text, at, Math.min(HEAD, text.length - at));
      if (((this.#heads[bit >>> 3] as number) & (1 << (bit & 7))) === 0) continue;
      if (this.#begins(text.slice(at))) return at;
    }
    return text.length;
  }

  #begins(rest: string): boolean {
    let place = this.#placeOf(rest);
    if (this.#sorted[place] === rest) place += 1;
    return this.#sorted[place]?.startsWith(rest) === true;
  }

  #note(text: string): void {
    this.#longest = Math.max(this.#longest, text.length);
    for (let length = 1; length <= HEAD; length += 1) {
      const bit = headBit(text, 0, length);
      this.#heads[bit >>> 3] = (this.#heads[bit >>> 3] as number) | (1 << (bit & 7));
    }
  }

  /** Where the text stands among the sorted ones, or would. */
  #placeOf(text: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as string) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function headBit(text: string, from: number, length: number): number {
  let head = length;
  for (let at = from; at < from + length; at += 1) head = Math.imul(head, 0x0101) ^ text.charCodeAt(at);
  return Math.imul(head, MIX) >>> (32 - HEAD_BITS);
}
