import type { SecretValue } from './backend.js';
import type { SecretsError } from './errors.js';
import type { SecretRef } from './secret-ref.js';

/** A value as it was last answered live, with where it came from and when. */
export interface KnownValue {
  /** A connection as the text it was read from. */
  readonly value: SecretValue;
  /** The label of the backend that answered. */
  readonly backend: string;
  /** The name under which that backend holds it. */
  readonly name: string;
  readonly version?: string;
  readonly createdAt?: Date;
  readonly expiresAt?: Date;
  readonly contentType?: string;
  /** When it was read from the backend, in milliseconds since 1970. */
  readonly fetchedAt: number;
}

/**
 * Where values outlive the process, so that the next one can start while their backend cannot answer. It holds nothing
 * but answers: no "not found", no leases, nothing that was reached by skipping a failure.
 */
export interface LastKnownGood {
  /** How old a value may be that is served before its backend has answered in this process, in milliseconds. */
  readonly maxAgeMs: number;
  /** Why it is of no use now, or does not take over what is new: for `health()`. */
  readonly problem?: SecretsError | undefined;
  /**
   * Called once, before anything else, with a text that tells one chain from another. No I/O.
   *
   * @throws SecretsError `INVALID_CONFIG` when it serves other secrets already
   */
  bindTo?(configuration: string): void;
  /**
   * Resolves to what an earlier process left of a reference; to `undefined` when that is nothing, and from the first live
   * answer in this process on.
   *
   * @throws SecretsError that says why it cannot tell
   */
  recall(ref: SecretRef): Promise<KnownValue | undefined>;
  /** Takes over a live answer. It returns at once and never throws. */
  remember(ref: SecretRef, value: KnownValue): void;
  /** Removes what came from this backend, or from any when none is named. It returns at once and never throws. */
  forget(ref: SecretRef, backend?: string): void;
  /** Writes what is not written yet, and releases what is held. */
  close(): Promise<void>;
}
