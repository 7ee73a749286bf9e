import { ATTEMPTS, type ChangeOptions, overtaken } from './change-options.js';
import { findSecret } from './find-secret.js';
import { nameOf, type SecretPlace } from './secret-name.js';
import type { SecretObject } from './secret-object.js';
import type { AskOptions, SecretsApi } from './secrets-api.js';

/** Removes a key, and the Secret with its last key; resolves to whether the key was there. */
export async function removeSecret(
  place: SecretPlace,
  { api, backend, signal }: ChangeOptions,
): Promise<boolean> {
  const ask = { signal, subject: `the removal of "${nameOf(place)}"` };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const secret = await findSecret(place, api, backend, ask);
    if (secret === undefined || !Object.hasOwn(secret.data, place.dataKey)) return false;
    if (await isRemoved(secret, place.dataKey, api, ask)) return true;
  }
  throw overtaken(backend, ask.subject);
}

/** Whether the key went from exactly this state of the Secret. */
async function isRemoved(
  secret: SecretObject,
  dataKey: string,
  api: SecretsApi,
  ask: AskOptions,
): Promise<boolean> {
  const { name, resourceVersion } = secret;
  if (Object.keys(secret.data).length === 1) return api.remove(secret, ask);
  const patch = { metadata: { resourceVersion }, data: { [dataKey]: null } };
  return (await api.patch(name, patch, ask)) !== undefined;
}
