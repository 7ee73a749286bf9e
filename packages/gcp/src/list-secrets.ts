import type { ListQuery, SecretListing } from '@chatelaine/core';
import { isJsonObject, type PrefixNaming, textIn } from '@chatelaine/core/provider';
import { lastPart } from './resource-json.js';
import type { SecretManagerCaller } from './secret-manager-caller.js';

/** How many secrets are asked for at a time: a page of them stays far below what is read of an answer. */
const PAGE_SIZE = '250';

/** What the project holds of one kind, page by page. Google's lists hold no values. */
export async function* listSecrets(
  caller: SecretManagerCaller,
  { kind }: ListQuery,
  naming: PrefixNaming,
  signal: AbortSignal,
): AsyncGenerator<SecretListing, void, undefined> {
  const prefix = naming.startOf(kind);
  if (prefix === undefined) return;
  const filter = prefix === '' ? {} : { filter: `name:${prefix}` };
  let pageToken: string | undefined;
  do {
    const query = { pageSize: PAGE_SIZE, ...filter, ...(pageToken === undefined ? {} : { pageToken }) };
    const page = await caller.call({ action: 'list' }, { method: 'GET', path: '/secrets', query }, signal);
    const secrets: readonly unknown[] = Array.isArray(page?.secrets) ? page.secrets : [];
    for (const secret of secrets) {
      const name = isJsonObject(secret) ? lastPart(secret, 'secrets') : undefined;
      // Google's filter means "contains".
      const ref = name === undefined ? undefined : naming.referenceOf(kind, name);
      if (name !== undefined && ref !== undefined) yield { ref, name };
    }
    pageToken = page && textIn(page, 'nextPageToken');
  } while (pageToken !== undefined);
}
