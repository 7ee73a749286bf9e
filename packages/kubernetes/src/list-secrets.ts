import type { ListQuery, SecretListing } from '@chatelaine/core';
import { refsIn } from './refs-in.js';
import type { NamingOptions } from './secret-name.js';
import type { SecretsApi } from './secrets-api.js';

const NAMES_A_PAGE = 100;
const SECRETS_A_PAGE = 20;

/**
 * What the namespace holds of one kind, page by page. Of connections, variables and config values no value is read; of raw
 * secrets the keys come with the values.
 */
export async function* listSecrets(
  api: SecretsApi,
  { kind }: ListQuery,
  naming: NamingOptions,
  signal: AbortSignal,
): AsyncGenerator<SecretListing, void, undefined> {
  const label = kind === 'secret' ? undefined : naming.labels[kind].label;
  if (label === null || (kind === 'secret' && naming.secretsPrefix === null)) return;
  const query =
    label === undefined
      ? { limit: SECRETS_A_PAGE }
      : { labelSelector: label, metadataOnly: true, limit: NAMES_A_PAGE };
  const given = new Set<string>();
  for await (const { items } of api.pages(query, { signal, subject: `the list of each ${kind}` })) {
    for (const listing of items.flatMap((secret) => refsIn(kind, secret, naming))) {
      if (given.has(listing.name)) continue;
      given.add(listing.name);
      yield listing;
    }
  }
}
