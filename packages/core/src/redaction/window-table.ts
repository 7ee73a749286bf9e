const MIX = 0x9e3779b1;

/** A known text, where in it the window stands by which it is found, and its last character. */
export interface PlacedText {
  readonly text: string;
  readonly at: number;
  readonly last: number;
}

/** The known texts by the hash of their window: open addressing, a third full at most. */
export class WindowTable {
  readonly #buckets: PlacedText[][] = [];
  #ids: Int32Array = new Int32Array(1 << 5);
  #hashes: Int32Array = new Int32Array(1 << 5);

  get(hash: number): readonly PlacedText[] | undefined {
    const ids = this.#ids;
    const mask = ids.length - 1;
    for (let slot = slotOf(hash, mask); ; slot = (slot + 1) & mask) {
      const id = ids[slot] as number;
      if (id === 0) return undefined;
      if (this.#hashes[slot] === hash) return this.#buckets[id - 1];
    }
  }

  add(hash: number, placed: PlacedText): void {
    const bucket = this.get(hash) as PlacedText[] | undefined;
    if (bucket !== undefined) {
      bucket.push(placed);
      return;
    }
    if (this.#buckets.length * 3 >= this.#ids.length) this.#grow();
    this.#buckets.push([placed]);
    this.#fill(hash, this.#buckets.length);
  }

  *[Symbol.iterator](): Generator<PlacedText> {
    for (const bucket of this.#buckets) yield* bucket;
  }

  #fill(hash: number, id: number): void {
    const mask = this.#ids.length - 1;
    let slot = slotOf(hash, mask);
    while (this.#ids[slot] !== 0) slot = (slot + 1) & mask;
    this.#ids[slot] = id;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const ids = this.#ids;
    const hashes = this.#hashes;
    this.#ids = new Int32Array(ids.length * 2);
    this.#hashes = new Int32Array(ids.length * 2);
    for (const [slot, id] of ids.entries()) if (id !== 0) this.#fill(hashes[slot] as number, id);
  }
}

function slotOf(hash: number, mask: number): number {
  const mixed = Math.imul(hash, MIX);
  return (mixed ^ (mixed >>> 15)) & mask;
}
