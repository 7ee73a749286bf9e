import type { Clock, SecretRef, SecretValue } from '@chatelaine/core';
import { checkSecretRef, parseSecretRef, systemClock } from '@chatelaine/core';
import { memoryName } from './memory-name.js';

/** One version of a secret. */
export interface MemoryVersion {
  readonly version: string;
  readonly value: SecretValue;
  readonly createdAt: Date;
}

/** A secret with all its versions, the oldest first. */
export interface MemoryEntry {
  readonly ref: SecretRef;
  readonly versions: readonly MemoryVersion[];
  readonly enabled: boolean;
}

/** What backends in memory hold: one that several share is one store. */
export class MemoryContents {
  readonly #entries = new Map<string, MemoryEntry>();
  readonly #watchers = new Set<(name: string) => void>();
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Everything there, in the order in which it first came. */
  entries(): readonly MemoryEntry[] {
    return [...this.#entries.values()];
  }

  /** What has this name in the store. */
  get(name: string): MemoryEntry | undefined {
    return this.#entries.get(name);
  }

  /**
   * Stores a new version under a reference or its text form, and gives its number.
   *
   * @throws SecretsError `INVALID_REFERENCE`
   */
  set(reference: SecretRef | string, value: SecretValue): string {
    const ref = refOf(reference);
    const name = memoryName(ref);
    const before = this.#entries.get(name)?.versions ?? [];
    const version = String(before.length + 1);
    const kept = typeof value === 'string' ? value : Uint8Array.from(value);
    const versions = [...before, { version, value: kept, createdAt: new Date(this.#clock.now()) }];
    this.#entries.set(name, { ref, versions, enabled: true });
    this.#tell(name);
    return version;
  }

  /** Takes everything under a reference away; tells whether anything was there. */
  delete(reference: SecretRef | string): boolean {
    const name = memoryName(refOf(reference));
    if (!this.#entries.delete(name)) return false;
    this.#tell(name);
    return true;
  }

  /** Keeps a secret without handing it out, until it is set again. */
  disable(reference: SecretRef | string): void {
    const name = memoryName(refOf(reference));
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    this.#entries.set(name, { ...entry, enabled: false });
    this.#tell(name);
  }

  /** Calls back with the name of whatever changes; the result ends that. */
  watch(callback: (name: string) => void): () => void {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }

  #tell(name: string): void {
    for (const watcher of this.#watchers) watcher(name);
  }
}

/** The place of a reference: any version of it. */
function refOf(reference: SecretRef | string): SecretRef {
  const { version: _version, ...ref } =
    typeof reference === 'string' ? parseSecretRef(reference) : checkSecretRef(reference);
  return ref;
}
