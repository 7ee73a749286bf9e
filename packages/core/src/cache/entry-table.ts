import type { SecretRef } from '../secret-ref.js';
import type { CacheEntry } from './cache-entry.js';
import { newEntry } from './cache-entry.js';
import type { Kept } from './kept.js';
import { KeyTable } from './key-table.js';
import type { RoomOptions } from './room.js';
import { Room } from './room.js';

/** All entries, found by reference, with what they keep within bounds. */
export class EntryTable extends KeyTable<CacheEntry> {
  readonly #room: Room;

  constructor(options: RoomOptions) {
    super();
    this.#room = new Room((entry) => this.#forget(entry), options);
  }

  /** How many entries keep something, and how much that is in bytes. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#room.size;
  }

  /** The entry of a reference, which is made when there is none. */
  entryOf(ref: SecretRef): CacheEntry {
    const known = this.get(ref.kind, ref.id, ref);
    if (known !== undefined) return known;
    const entry = newEntry(ref);
    this.set(entry.ref, entry);
    return entry;
  }

  put(entry: CacheEntry, kept: Kept): void {
    const before = entry.kept?.bytes ?? 0;
    entry.kept = kept;
    this.#room.resized(entry, kept.bytes - before);
  }

  /** Forgets what an entry keeps. */
  drop(entry: CacheEntry): void {
    this.#room.removed(entry, entry.kept?.bytes ?? 0);
    this.#forget(entry);
  }

  /** An entry that keeps nothing and waits for nothing goes, so that ids that are never found do not pile up. */
  tidy(entry: CacheEntry): void {
    if (entry.kept === undefined && entry.running === undefined && entry.queued === undefined) {
      this.delete(entry.ref);
    }
  }

  #forget(entry: CacheEntry): void {
    entry.kept = undefined;
    this.tidy(entry);
  }
}
