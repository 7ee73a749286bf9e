import type { ProviderContext, SecretRef, SecretsBackend, SecretValue } from '@chatelaine/core';
import type { LeakCheck } from '../canary/find-leaks.js';

/** What a backend claims to do beyond reading the newest text of an id; what it does not claim must be absent. */
export interface BackendCapabilities {
  /** Reads a `version` of a reference. */
  readonly versions: boolean;
  /** Reads a `team` of a reference, and falls back to the name without one. */
  readonly teams: boolean;
  /** Has `findMany`. */
  readonly batch: boolean;
  /** Has `list`. */
  readonly list: boolean;
  /** Has `describe`. */
  readonly describe: boolean;
  /** Has `write`. */
  readonly write: boolean;
  /** Has `remove`. */
  readonly remove: boolean;
  /** Has `watch`. */
  readonly watch: boolean;
  /** Gives back bytes that are no UTF-8 as they were stored. */
  readonly binary: boolean;
  /** Can hold the empty text. */
  readonly empty: boolean;
  /** The largest value in bytes; absent: the store states none, and 64 KiB are tried. */
  readonly maxBytes?: number;
  /** Which of its own kinds of id the store has no name for, in words, for the table. */
  readonly illegalNames: string;
}

/** What can go wrong with a store, each told apart by the code that must come of it. */
export const STORE_FAULTS = [
  'throttled with retry-after',
  'throttled without header',
  'throttled with status 400',
  'server error',
  'hang',
  'reset',
  'malformed body',
] as const;

export type StoreFault = (typeof STORE_FAULTS)[number];

/** How a backend of the harness is opened. */
export interface OpenSettings {
  /** Over the harness's own options: `{ variablesPrefix: null }`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Over the harness's own surroundings. */
  readonly context?: Partial<ProviderContext>;
}

/** A state of the store or of the identity, or why this store has none: the end of "not tested: …". */
export type OrReason<T> = T | string;

/** Says how to open, seed and break a backend, and what it claims: all that the conformance suite needs to know of it. */
export interface BackendHarness {
  /** The provider's word in config files. */
  readonly provider: string;
  /**
   * What answers in this run, with its version: "OpenBao 2.7.2", "our own server, written from the published protocol". It is
   * read when all is over, so that it may be a getter which asks what was started.
   */
  readonly testedAgainst: string;
  readonly capabilities: BackendCapabilities;
  /**
   * Starts what the backend talks to; called once, before everything. `skip` is mocha's, for a server that is not installed,
   * and is called before anything has been started: `stop` is not called then.
   */
  start(context: { skip(): void }): Promise<void>;
  /** Ends what was started, and removes what was written. */
  stop(): Promise<void>;
  /** A new backend, not guarded, that is admitted to the store. The suite closes it. */
  open(settings?: OpenSettings): Promise<SecretsBackend> | SecretsBackend;
  /**
   * Puts a value under the name of a reference by another way than the backend, as an administrator would; resolves to
   * the version that it became, where the store has versions. A reference with a version is never given.
   */
  seed(ref: SecretRef, value: SecretValue): Promise<string | undefined>;
  /** Takes away what is under the name of a reference, as an administrator would. */
  unseed(ref: SecretRef): Promise<void>;
  /** Makes a stored secret one that the store keeps but does not hand out. */
  readonly disable: OrReason<(ref: SecretRef) => Promise<void>>;
  /** A backend whom the store knows and refuses to let read. */
  readonly openDenied: OrReason<() => Promise<SecretsBackend> | SecretsBackend>;
  /** A backend whom the store does not know. */
  readonly openUnauthenticated: OrReason<() => Promise<SecretsBackend> | SecretsBackend>;
  /**
   * A backend whose store has this fault from the first request on, log-in excepted; or why the store cannot have it
   * (`undefined`: without a reason).
   */
  readonly openBroken: OrReason<
    (fault: StoreFault) => Promise<SecretsBackend | string | undefined> | SecretsBackend | string | undefined
  >;
  /** What the canary harness needs, in which `failures` break the store in every way that `openBroken` and the others do. */
  readonly leaks: LeakCheck;
  /** How often the store was asked since it was started, where the harness can count. */
  readonly requests?: () => number;
  /** Why the options have no prefixes; absent: they have `variablesPrefix` and so on, `null` and `''` among their values. */
  readonly noPrefixes?: string;
  /** How many entries the store gives in one page of a list: more than one page is listed then. @default 25 */
  readonly pageSize?: number;
}
