import { nameOf, type SecretPlace } from './secret-name.js';
import type { SecretObject } from './secret-object.js';
import { type AskOptions, type SecretsApi, severalMatches } from './secrets-api.js';

/**
 * The one Secret at a place, or `undefined` where there is none.
 *
 * @throws SecretsError `INVALID_VALUE` where several carry the label
 */
export async function findSecret(
  place: SecretPlace,
  api: SecretsApi,
  backend: string,
  ask: AskOptions & { readonly metadataOnly?: boolean },
): Promise<SecretObject | undefined> {
  if (place.by === 'name') return api.get(place.secret, ask);
  const labelSelector = `${place.label}=${place.id}`;
  const { metadataOnly = false } = ask;
  for await (const { items } of api.pages({ labelSelector, limit: 2, metadataOnly }, ask)) {
    const [first, second] = items;
    if (second !== undefined) throw severalMatches(backend, nameOf(place));
    if (first !== undefined) return first;
  }
  return undefined;
}
