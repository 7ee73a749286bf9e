import type { SecretRef } from './secret-ref.js';

/** A value as a store holds it: text, or bytes where the store tells them apart. */
export type SecretValue = string | Uint8Array;

export interface FindOptions {
  /** Ends the work: hand it on to the SDK or to `fetch`. */
  readonly signal: AbortSignal;
  /** Nobody waits for the answer: it may be put behind others. @default false */
  readonly background?: boolean;
}

export interface FoundSecret {
  readonly value: SecretValue;
  /** The name under which it was found, for messages and traces. */
  readonly name: string;
  readonly version?: string;
  readonly createdAt?: Date;
  readonly expiresAt?: Date;
  readonly contentType?: string;
}

/** The names that a backend would ask for, in order, or why it would not ask at all. */
export type Location =
  | {
      readonly names: readonly string[];
      /** The same for two references exactly when the store keeps them in one place. @default the names */
      readonly identity?: string;
    }
  | {
      /** Why the reference cannot be here, as the end of "not here: …". */
      readonly notHere: string;
    };

/** So many requests in any span of so much time. */
export interface PaceLimit {
  /** At least 1. */
  readonly requests: number;
  /** The length of the span, in milliseconds. */
  readonly perMs: number;
}

/** What a backend offers beyond reading the newest value of an id, and how its store wants to be asked. */
export interface BackendSupport {
  /** Whether it reads a `version` of a reference. @default false */
  readonly versions?: boolean;
  /** Whether it reads a `team` of a reference. @default false */
  readonly teams?: boolean;
  /** Whether it answers from this machine at no cost worth saving: its answers are not kept. @default false */
  readonly local?: boolean;
  /** Whether its `expiresAt` ends the use of a value, which then is not kept longer. @default false */
  readonly leases?: boolean;
  /** Whether it tries again by itself what time may heal, so that nobody else does. @default false */
  readonly retries?: boolean;
  /** The store's documented limit of reads. @default none is known */
  readonly pace?: PaceLimit;
}

/** One result of `findMany`: what was found, or `undefined`, or the error of that one reference. */
export type FindResult = { readonly found: FoundSecret | undefined } | { readonly error: unknown };

export interface ListQuery {
  readonly kind: SecretRef['kind'];
}

/** One entry of a list: never a value. */
export interface SecretListing {
  readonly ref: SecretRef;
  readonly name: string;
}

/** What a store says about a secret: never a value. */
export interface SecretDescription {
  readonly name: string;
  readonly version?: string;
  readonly enabled?: boolean;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  readonly expiresAt?: Date;
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface WrittenSecret {
  readonly name: string;
  readonly version?: string;
}

/** Something in a store changed. */
export interface SecretChange {
  /** The name of what changed, as `locate` gives it among its names or as identity; absent: anything may have. */
  readonly name?: string;
}

/** A place that secrets can be read from. */
export interface SecretsBackend {
  /** Short label for messages and traces, for example "env" or "prod-vault". */
  readonly name: string;
  /**
   * What tells where it reads from that of another backend with the same label: the address of a vault, a path; never a
   * secret, and never shown.
   *
   * @default nothing does
   */
  readonly place?: string;
  /** What it offers beyond the plain read; the chain never asks it for more. */
  readonly supports?: BackendSupport;
  /**
   * Resolves to what the backend holds under the reference, or to `undefined` when it holds nothing there.
   *
   * @throws SecretsError for everything else: denied, unreachable and malformed never look like missing.
   */
  find(ref: SecretRef, options: FindOptions): Promise<FoundSecret | undefined>;
  /** The names this backend would ask for, or why it would not ask at all. No I/O. */
  locate?(ref: SecretRef): Location;
  /** Many references in fewer requests: as many results as references, in their order. */
  findMany?(refs: readonly SecretRef[], options: FindOptions): Promise<readonly FindResult[]>;
  /** What is there, page by page, without values. */
  list?(query: ListQuery, options: FindOptions): AsyncIterable<SecretListing>;
  /** What the store says about a secret, without its value. */
  describe?(ref: SecretRef, options: FindOptions): Promise<SecretDescription | undefined>;
  write?(ref: SecretRef, value: SecretValue, options: FindOptions): Promise<WrittenSecret>;
  remove?(ref: SecretRef, options: FindOptions): Promise<boolean>;
  /**
   * Tells of each change in the store from now on, until the signal ends it or the store ends it by a throw. It is begun
   * again after a while. Where changes may have been missed, because it took time to begin, it tells of one without a name.
   */
  watch?(options: FindOptions): AsyncIterable<SecretChange>;
  /** Asks the store something harmless, to show that it can be reached and that the log-in works. */
  probe?(options: FindOptions): Promise<void>;
  /** Releases sockets and timers, when the backend holds any. */
  close?(): Promise<void>;
}
