import type { GuardedBackend, LastKnownGood } from '@chatelaine/core';
import { loadBackends } from './load-backends.js';
import type { ConfiguredChain } from './load-config.js';

/** What of a chain must be loaded. */
export interface LoadedParts {
  readonly backends: readonly GuardedBackend[];
  readonly lastKnownGood: LastKnownGood | undefined;
}

/** Loads the file of last known good values first: nothing of it must be closed when a backend then fails. */
export async function loadParts(chain: ConfiguredChain): Promise<LoadedParts> {
  const lastKnownGood = await chain.lastKnownGood?.load();
  return { backends: await loadBackends(chain), lastKnownGood };
}
