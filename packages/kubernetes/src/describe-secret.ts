import type { SecretDescription } from '@chatelaine/core';
import { findSecret } from './find-secret.js';
import { nameOf, type SecretPlace } from './secret-name.js';
import type { SecretObject } from './secret-object.js';
import type { SecretsApi } from './secrets-api.js';

/** What the Secret at a place says about itself; `undefined` where there is none, or not the key. */
export async function describeSecret(
  place: SecretPlace,
  api: SecretsApi,
  backend: string,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  const name = nameOf(place);
  const secret = await findSecret(place, api, backend, { signal, subject: `the description of "${name}"` });
  return secret !== undefined && Object.hasOwn(secret.data, place.dataKey)
    ? descriptionOf(secret, name)
    : undefined;
}

export function descriptionOf(secret: SecretObject, name: string): SecretDescription {
  const { resourceVersion, createdAt, updatedAt, labels } = secret;
  return {
    name,
    ...(resourceVersion === undefined ? {} : { version: resourceVersion }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    tags: labels,
  };
}
