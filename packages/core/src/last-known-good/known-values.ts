import type { KnownValue } from '../last-known-good.js';
import type { SecretRef } from '../secret-ref.js';

export interface KnownEntry {
  readonly ref: SecretRef;
  readonly value: KnownValue;
}

interface HeldEntry extends KnownEntry {
  /** Whether it was answered in this process, and is not of an earlier one. */
  readonly isLive: boolean;
}

/** As many as a chain of that many references may forget before the file is loaded; more, and nothing is taken over. */
const MOST_FORGOTTEN = 10_000;

/** The values of this process, and until they are answered in it, of the one before. */
export class KnownValues {
  readonly #held = new Map<string, HeldEntry>();
  /** What was refused before the file could be loaded, and so is not taken over from it. */
  readonly #forgotten = new Set<string>();
  #isLoaded = false;

  /** Takes over what an earlier process left, less what is known better by now. */
  load(entries: readonly KnownEntry[]): void {
    const isFull = this.#forgotten.size >= MOST_FORGOTTEN;
    for (const entry of isFull ? [] : entries) {
      const isForgotten =
        this.#forgotten.has(forgottenKey(entry.ref, undefined)) ||
        this.#forgotten.has(forgottenKey(entry.ref, entry.value.backend));
      const key = keyOf(entry.ref);
      if (!isForgotten && !this.#held.has(key)) this.#held.set(key, { ...entry, isLive: false });
    }
    this.loaded();
  }

  /** Nothing more is taken over from an earlier process. */
  loaded(): void {
    this.#isLoaded = true;
    this.#forgotten.clear();
  }

  /** What an earlier process left, until it is answered in this one. */
  recall(ref: SecretRef): KnownValue | undefined {
    const held = this.#held.get(keyOf(ref));
    return held === undefined || held.isLive ? undefined : held.value;
  }

  remember(ref: SecretRef, value: KnownValue): void {
    this.#held.set(keyOf(ref), { ref, value, isLive: true });
  }

  /** Whether there was something to forget. */
  forget(ref: SecretRef, backend?: string): boolean {
    if (!this.#isLoaded && this.#forgotten.size < MOST_FORGOTTEN)
      this.#forgotten.add(forgottenKey(ref, backend));
    const key = keyOf(ref);
    const held = this.#held.get(key);
    if (held === undefined || (backend !== undefined && held.value.backend !== backend)) return false;
    return this.#held.delete(key);
  }

  /** Everything read since then, the newest first; what is older is dropped. */
  newest(since: number): readonly KnownEntry[] {
    for (const [key, { value }] of this.#held) if (value.fetchedAt <= since) this.#held.delete(key);
    return [...this.#held.values()].sort((a, b) => b.value.fetchedAt - a.value.fetchedAt);
  }

  clear(): void {
    this.#held.clear();
  }
}

function keyOf({ kind, id, version, team }: SecretRef): string {
  return JSON.stringify([kind, id, version ?? null, team ?? null]);
}

function forgottenKey(ref: SecretRef, backend: string | undefined): string {
  return JSON.stringify([keyOf(ref), backend ?? null]);
}
