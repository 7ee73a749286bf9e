import type { SecretRef } from '@chatelaine/core';
import type { Context } from 'mocha';
import {
  APPLICATION_VALUES,
  KEY_OF_TODAY,
  KEY_OF_TOMORROW,
  SIGNING_KEY,
  SIGNING_KEY_VERSION,
} from './application-values.js';

/** A store that holds what the example application asks for. */
export interface ApplicationStore {
  /** The environment in which a process finds the store and its credential. */
  readonly env: NodeJS.ProcessEnv;
  /** What such an environment sets for an airflow.cfg instead, beside the same credential. */
  readonly airflowEnv?: NodeJS.ProcessEnv;
  /** Modules that a process loads first, so that addresses of a cloud lead to this machine. */
  readonly imports?: readonly string[];
  /** Whether the signing key is there in two versions. */
  readonly hasVersions: boolean;
  stop(): Promise<void>;
}

/** Starts a store; a server that is not installed skips the test. */
export type StartStore = (context: Context) => Promise<ApplicationStore>;

/** Puts a value into a store, and resolves to its version where there are versions. */
export type Seed = (ref: SecretRef, value: string) => Promise<string | undefined>;

/** Puts everything there that the application asks for, in two versions where the store has them, and tells whether it has. */
export async function seedApplication(seed: Seed): Promise<boolean> {
  for (const [ref, value] of APPLICATION_VALUES) await seed(ref, value);
  const version = await seed(SIGNING_KEY, KEY_OF_TODAY);
  if (version === undefined) return false;
  await seed(SIGNING_KEY_VERSION, version);
  await seed(SIGNING_KEY, KEY_OF_TOMORROW);
  return true;
}
