import type { GuardedBackend } from '@chatelaine/core';
import type { ConfiguredChain } from './load-config.js';

/** Loads every backend of a chain, side by side; when one fails, the others are closed and its error is thrown. */
export async function loadBackends(chain: ConfiguredChain): Promise<readonly GuardedBackend[]> {
  const results = await Promise.allSettled(chain.backends.map((backend) => backend.load()));
  const loaded = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed === undefined) return loaded;
  await Promise.allSettled(loaded.map(async (backend) => backend.close?.()));
  throw failed.reason;
}
