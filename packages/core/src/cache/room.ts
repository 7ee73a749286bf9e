import type { CacheEntry } from './cache-entry.js';

export interface RoomOptions {
  /** @default 10_000 */
  readonly maxEntries?: number;
  /** Counted over all kept values, in bytes. @default 64 MiB */
  readonly maxBytes?: number;
}

/** Keeps the number and the size of entries within bounds: what was not asked for since the last time goes first. */
export class Room {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #evict: (entry: CacheEntry) => void;
  /** In the order in which they came, or were last given another chance. */
  readonly #entries = new Set<CacheEntry>();
  #bytes = 0;

  constructor(
    evict: (entry: CacheEntry) => void,
    { maxEntries = 10_000, maxBytes = 64 * 1024 * 1024 }: RoomOptions = {},
  ) {
    this.#evict = evict;
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** How many entries there are, and their size in bytes. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  /** Counts an entry whose size changed by so many bytes, and makes room when there is too little. */
  resized(entry: CacheEntry, byBytes: number): void {
    this.#entries.add(entry);
    this.#bytes += byBytes;
    const bytes = entry.kept?.bytes ?? 0;
    // One that has no room alone would drive out all others first.
    if (bytes > this.#maxBytes) {
      this.removed(entry, bytes);
      this.#evict(entry);
      return;
    }
    for (const oldest of this.#entries) {
      if (this.#entries.size <= this.#maxEntries && this.#bytes <= this.#maxBytes) return;
      const isLast = this.#entries.size === 1;
      this.#entries.delete(oldest);
      if (!isLast && (oldest === entry || oldest.used)) {
        oldest.used = false;
        this.#entries.add(oldest);
        continue;
      }
      this.#bytes -= oldest.kept?.bytes ?? 0;
      this.#evict(oldest);
    }
  }

  /** Forgets an entry that holds so many bytes. */
  removed(entry: CacheEntry, bytes: number): void {
    if (this.#entries.delete(entry)) this.#bytes -= bytes;
  }
}
