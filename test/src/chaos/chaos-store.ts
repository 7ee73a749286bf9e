import type { Clock, SecretsBackend } from '@chatelaine/core';
import type { ChaosFault } from './chaos-fault.js';

/** The kinds by which the two stores of a run are told apart: each is asked for one of them. */
export type StoredKind = 'variable' | 'config';

/** A value that is to be written, as an administrator does. */
export interface StoredText {
  readonly kind: StoredKind;
  readonly id: string;
  readonly text: string;
}

/** A store that can be read through a proxy, written past it, and made to fail by itself. */
export interface ChaosStore {
  readonly name: string;
  /** Where its server listens. */
  readonly port: number;
  /** Where clients go that do not go through the proxy: to log in. */
  readonly otherPorts: readonly number[];
  /** A backend of one kind, found at a port. */
  backendAt(port: number, kind: StoredKind, clock?: Clock): SecretsBackend;
  /** Rejects while the server is dead or refuses. */
  write(texts: readonly StoredText[]): Promise<void>;
  /** What can go wrong in the server itself. */
  readonly faults: readonly ChaosFault[];
  stop(): Promise<void>;
}
