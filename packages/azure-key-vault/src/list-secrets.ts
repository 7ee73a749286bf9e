import type { SecretProperties } from '@azure/keyvault-secrets';
import type { ListQuery, SecretListing } from '@chatelaine/core';
import type { PrefixNaming } from '@chatelaine/core/provider';
import type { VaultCaller, VaultCallOptions, VaultClient } from './vault-caller.js';

/** What the vault holds of one kind, page by page. The vault's lists hold no values. */
export async function* listSecrets(
  caller: VaultCaller,
  { kind }: ListQuery,
  naming: PrefixNaming,
  signal: AbortSignal,
): AsyncGenerator<SecretListing, void, undefined> {
  if (naming.startOf(kind) === undefined) return;
  const given = new Set<string>();
  let pages: AsyncIterator<SecretProperties[]> | undefined;
  const nextPage = async (client: VaultClient, options: VaultCallOptions) => {
    pages ??= client.listPropertiesOfSecrets(options).byPage();
    try {
      return await pages.next();
    } catch (error) {
      // The SDK's pages end with a failure: a repeated call begins again, and leaves out what was given.
      pages = undefined;
      throw error;
    }
  };
  for (;;) {
    const page = await caller.call({ action: 'list' }, signal, nextPage);
    if (page.done === true) return;
    for (const { name } of page.value) {
      const ref = naming.referenceOf(kind, name);
      if (ref === undefined || given.has(name)) continue;
      given.add(name);
      yield { ref, name };
    }
  }
}
