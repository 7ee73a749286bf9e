import type { SSMClient } from '@aws-sdk/client-ssm';
import { loadOnce } from '@chatelaine/core/provider';
import type { ClientSettings, MadeClient } from '../aws-connection.js';

/** The part of the SDK's client that is used. */
export type ParameterStoreCaller = Pick<SSMClient, 'send'>;

export const loadSdk: () => Promise<typeof import('@aws-sdk/client-ssm')> = loadOnce(
  () => import('@aws-sdk/client-ssm'),
);

export async function makeClient(settings: ClientSettings): Promise<ParameterStoreCaller & MadeClient> {
  const { SSMClient } = await loadSdk();
  return new SSMClient(settings);
}
