import type { JsonObject, SecretDescription } from '@chatelaine/core';
import { dateOf, isJsonObject, textIn } from '@chatelaine/core/provider';

/** The last part of a resource's name, which is what its collection calls it: `…/versions/3` → `3`. */
export function lastPart(resource: JsonObject, collection: string): string | undefined {
  const parts = (textIn(resource, 'name') ?? '').split('/');
  return parts.at(-2) === collection ? parts.at(-1) : undefined;
}

/** What a secret and its version say about themselves. */
export function descriptionOf(
  name: string,
  secret: JsonObject,
  version: JsonObject | undefined,
): SecretDescription {
  const number = version && lastPart(version, 'versions');
  const createdAt = dateOf(secret.createTime);
  const updatedAt = version && dateOf(version.createTime);
  const expiresAt = dateOf(secret.expireTime);
  const tags = textsOf(secret.labels);
  return {
    name,
    ...(number === undefined ? {} : { version: number }),
    ...(version === undefined ? {} : { enabled: version.state === 'ENABLED' }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(tags === undefined ? {} : { tags }),
  };
}

function textsOf(labels: unknown): Readonly<Record<string, string>> | undefined {
  if (!isJsonObject(labels)) return undefined;
  const entries = Object.entries(labels).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
  return Object.fromEntries(entries);
}
