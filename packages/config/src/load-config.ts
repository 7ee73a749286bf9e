import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CacheOptions, Env, GuardedBackend, LastKnownGood, OnError } from '@chatelaine/core';
import { createBackend, guarded, SecretsError } from '@chatelaine/core';
import type { BackendConfig } from './chain-config.js';
import { systemOwners } from './file-trust.js';
import type { LoadOptions } from './load-options.js';
import { openLastKnownGood } from './open-last-known-good.js';
import { placingErrors } from './placing-errors.js';
import { loadProvider } from './provider/load-provider.js';
import type { ProviderPlaces } from './provider/locate-provider.js';
import { readChainConfig } from './read-chain-config.js';
import type { ReadLoadOptions } from './read-load-options.js';
import { LOAD_OPTIONS, readLoadOptions } from './read-load-options.js';
import type { LastKnownGoodSettings } from './shape/last-known-good-from.js';

/** A config that was found and checked, with nothing loaded yet. */
export interface ConfiguredChain {
  /** What was read, for messages: "chatelaine.yaml", "airflow.cfg", "the environment alone". */
  readonly source: string;
  /** The folder that relative paths start from. */
  readonly directory: string;
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError;
  /** How connections are read. @default 'airflow' */
  readonly connections?: 'airflow' | 'strict';
  /** How answers are kept. @default core's own ages */
  readonly cache?: CacheOptions | false;
  /** Where the last answers outlive the process. @default nowhere */
  readonly lastKnownGood?: ConfiguredLastKnownGood;
  /** What to tell whoever finds nothing: that there is no config, and which file may have been meant. */
  readonly note?: string;
  /** Asked in this order. */
  readonly backends: readonly ConfiguredBackend[];
}

/** The file that outlives the process, not opened yet. */
export interface ConfiguredLastKnownGood {
  readonly settings: LastKnownGoodSettings;
  /**
   * Opens the file: reads its key, unless a function gives it, and looks at its folder.
   *
   * @throws SecretsError `INVALID_CONFIG` that says where in the config the fault is
   */
  load(): Promise<LastKnownGood>;
}

/** One backend of the chain that is not loaded yet. */
export interface ConfiguredBackend {
  /** Label, unique within the chain. */
  readonly name: string;
  /** The provider as the config names it. */
  readonly provider: string;
  /**
   * Loads the provider, checks the options and creates the backend, with its deadline around it.
   *
   * @throws SecretsError `INVALID_CONFIG` that says where in the config the fault is
   */
  load(): Promise<GuardedBackend>;
}

/**
 * Finds and checks the config without loading a provider, for tools that look at one backend at a time.
 *
 * @throws SecretsError `INVALID_CONFIG`, naming file, line, field and remedy
 */
export async function loadConfig(options: LoadOptions | string | URL = {}): Promise<ConfiguredChain> {
  return configuredChain(readLoadOptions(options, 'loadConfig', LOAD_OPTIONS));
}

/** The same for options that were read. */
export async function configuredChain(options: ReadLoadOptions): Promise<ConfiguredChain> {
  const { config, profile, env = process.env } = options;
  const cwd = resolve(options.cwd ?? process.cwd());
  const owners = systemOwners;
  const { backends, lastKnownGood, ...chain } = await readChainConfig({ config, profile, cwd, env, owners });
  const places = {
    self: fileURLToPath(import.meta.url),
    directory: chain.directory,
    cwd,
    mainScript: process.argv[1],
    owners,
  };
  return {
    ...chain,
    ...(lastKnownGood === undefined
      ? {}
      : {
          lastKnownGood: { settings: lastKnownGood.settings, load: () => openLastKnownGood(lastKnownGood) },
        }),
    backends: backends.map((backend) => ({
      name: backend.name,
      provider: backend.provider,
      load: () => loadBackend(backend, places, env),
    })),
  };
}

async function loadBackend(config: BackendConfig, places: ProviderPlaces, env: Env): Promise<GuardedBackend> {
  const { name, onError, timeoutMs, guard, cache } = config;
  const provider = await blaming(config, () => loadProvider(config.provider, places));
  const options = config.optionsFor(provider);
  const context = { name, directory: places.directory, env };
  const backend = await blaming(config, async () => createBackend(provider, options, context));
  return guarded(placingErrors(backend, config), {
    ...guard,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(onError === undefined ? {} : { onError }),
    ...(cache === undefined ? {} : { cache }),
  });
}

async function blaming<T>(config: BackendConfig, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw SecretsError.is(error) ? config.blame(error) : error;
  }
}
