import type { LastKnownGood } from '@chatelaine/core';
import type { ConfiguredChain } from './load-config.js';

/** The file of a chain that has one; what it needs is loaded only then. */
export async function lastKnownGoodOf({
  lastKnownGood,
}: Pick<ConfiguredChain, 'lastKnownGood'>): Promise<LastKnownGood | undefined> {
  if (lastKnownGood === undefined) return undefined;
  const { lastKnownGoodFile } = await import('@chatelaine/core/last-known-good');
  return lastKnownGoodFile(lastKnownGood);
}
