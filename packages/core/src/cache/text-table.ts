import type { CacheEntry } from './cache-entry.js';

const MOST_TEXTS = 10_000;

/** Finds entries by the text form of their reference: to read the text each time would cost more than all the rest. */
export class TextTable {
  readonly #entries = new Map<string, CacheEntry>();

  /** An entry that keeps something: one that keeps nothing may have given way to another of its reference. */
  get(text: string): CacheEntry | undefined {
    const entry = this.#entries.get(text);
    return entry?.kept === undefined ? undefined : entry;
  }

  set(text: string, entry: CacheEntry): void {
    if (this.#entries.size >= MOST_TEXTS) this.#entries.clear();
    this.#entries.set(text, entry);
  }
}
