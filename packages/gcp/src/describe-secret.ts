import type { SecretDescription } from '@chatelaine/core';
import { descriptionOf } from './resource-json.js';
import type { SecretManagerCaller } from './secret-manager-caller.js';

/** What Secret Manager says about a secret and one of its versions; the value is not read for it. */
export async function describeSecret(
  caller: SecretManagerCaller,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  const get = (path: string) => caller.call({ action: 'describe', name }, { method: 'GET', path }, signal);
  const secret = await get(`/secrets/${name}`);
  if (secret === undefined) return undefined;
  const described = await get(`/secrets/${name}/versions/${version ?? 'latest'}`);
  if (described === undefined && version !== undefined) return undefined;
  return descriptionOf(name, secret, described);
}
