import type { CacheAges, CacheOptions, OnError, SecretsError, SecretsProvider } from '@chatelaine/core';

import type { GuardSettings } from './shape/guard-from.js';
import type { LastKnownGoodSettings } from './shape/last-known-good-from.js';

/** As Airflow reads connections, or refusing what that would lose. */
export type ConnectionReading = 'airflow' | 'strict';

/** What every form of config (YAML, JSON, TOML, an object, airflow.cfg) is read into, before any provider is loaded. */
export interface ChainConfig {
  /** What was read, for messages: "chatelaine.yaml", "airflow.cfg", "the environment alone". */
  readonly source: string;
  /** The folder that relative paths start from, and that providers are resolved from. */
  readonly directory: string;
  /** Asked in this order. */
  readonly backends: readonly BackendConfig[];
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
  /** How connections are read. @default 'airflow' */
  readonly connections?: ConnectionReading;
  /** How answers are kept. @default core's own ages */
  readonly cache?: CacheOptions | false;
  /** Where the last answers outlive the process. @default nowhere */
  readonly lastKnownGood?: LastKnownGoodConfig;
  /** What an application should know that finds nothing: that there is no config. */
  readonly note?: string;
}

/** The file that outlives the process as the config describes it. */
export interface LastKnownGoodConfig {
  readonly settings: LastKnownGoodSettings;
  /** The same error, saying where in the config the fault is. */
  blame(error: SecretsError): SecretsError;
}

/** One backend of the chain as the config describes it. */
export interface BackendConfig {
  /** Label, unique within the chain. */
  readonly name: string;
  /** A short name, an npm package name, or a path that begins with `./`, `../` or `/`. */
  readonly provider: string;
  readonly onError?: OnError;
  /** The deadline of each call, in milliseconds. */
  readonly timeoutMs?: number;
  /** How many calls run at the same time, and what happens when they fail. @default core's own */
  readonly guard?: GuardSettings;
  /** How long its answers are kept. @default the chain's own; not at all when it is local */
  readonly cache?: Partial<CacheAges> | false;
  /** The options to hand to the provider, once it is loaded. */
  optionsFor(provider: SecretsProvider<unknown>): unknown;
  /** The same error, saying where in the config the fault is and never quoting what stands there. */
  blame(error: SecretsError): SecretsError;
  /** The same for an error of a call, whose `field` names the option that has proved wrong only now. */
  blameCall(error: SecretsError): SecretsError;
}
