import type { JsonObject, SecretDescription } from '@chatelaine/core';
import type { KvPlace } from '../secret-name.js';

/** What stands at a place. */
export interface KvEntry {
  readonly data: JsonObject;
  readonly version?: string;
  readonly createdAt?: Date;
  readonly expiresAt?: Date;
}

/** One version of the KV engine: how its paths are built and its answers read. */
export interface KvEngine {
  read(place: KvPlace, version: string | undefined, signal: AbortSignal): Promise<KvEntry | undefined>;
  describe(
    place: KvPlace,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<SecretDescription | undefined>;
  /** Resolves to the version that it became, where there are versions. */
  write(
    place: KvPlace,
    data: JsonObject,
    ifVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Resolves to whether there was something. */
  remove(place: KvPlace, signal: AbortSignal): Promise<boolean>;
  /** The names in a folder; those that end in "/" are folders. */
  keysIn(folder: KvPlace, signal: AbortSignal): Promise<readonly string[]>;
  /** Which of the names in a folder can be read. */
  readable(places: readonly KvPlace[], signal: AbortSignal): Promise<readonly KvPlace[]>;
}
