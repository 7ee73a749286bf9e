import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadOnce } from '@chatelaine/core/provider';
import type { ClientSettings, MadeClient } from '../aws-connection.js';

/** The part of the SDK's client that is used. */
export type SecretsManagerCaller = Pick<SecretsManagerClient, 'send'>;

export const loadSdk: () => Promise<typeof import('@aws-sdk/client-secrets-manager')> = loadOnce(
  () => import('@aws-sdk/client-secrets-manager'),
);

export async function makeClient(settings: ClientSettings): Promise<SecretsManagerCaller & MadeClient> {
  const { SecretsManagerClient } = await loadSdk();
  return new SecretsManagerClient(settings);
}
