import type { LastKnownGood } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { LastKnownGoodConfig } from './chain-config.js';

/**
 * Opens the file of a chain that has one; what it needs is loaded only then. Its key is read at once and its folder looked
 * at, because nothing else would show before an outage that one of them is missing.
 *
 * @throws SecretsError that says where in the config the fault is
 */
export async function openLastKnownGood({ settings, blame }: LastKnownGoodConfig): Promise<LastKnownGood> {
  const { lastKnownGoodFile } = await import('@chatelaine/core/last-known-good');
  try {
    const file = lastKnownGoodFile(settings);
    await file.check();
    return file;
  } catch (error) {
    throw SecretsError.is(error) ? blame(error) : error;
  }
}
