import type { SecretKind, SecretListing } from '@chatelaine/core';
import type { PrefixNaming } from '@chatelaine/core/provider';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';

/** The most that one page holds. */
const PAGE = 100;

/** What is there of a kind, page by page; what is scheduled for deletion is not. */
export async function* listSecrets(
  service: AwsService<SecretsManagerCaller>,
  kind: SecretKind,
  naming: PrefixNaming,
  signal: AbortSignal,
): AsyncGenerator<SecretListing> {
  const prefix = naming.startOf(kind);
  if (prefix === undefined) return;
  let token: string | undefined;
  do {
    const page = await service.call({
      subject: 'the list of secrets',
      signal,
      send: async (client, options) => {
        const { ListSecretsCommand } = await loadSdk();
        return client.send(
          new ListSecretsCommand({
            MaxResults: PAGE,
            ...(prefix === '' ? {} : { Filters: [{ Key: 'name', Values: [prefix] }] }),
            ...(token === undefined ? {} : { NextToken: token }),
          }),
          options,
        );
      },
    });
    if (page?.SecretList === undefined) throw incompleteAnswer('the list of secrets', service.backend);
    for (const { Name = '', DeletedDate } of page.SecretList) {
      const ref = DeletedDate === undefined ? naming.referenceOf(kind, Name) : undefined;
      if (ref !== undefined) yield { ref, name: Name };
    }
    token = page.NextToken;
  } while (token !== undefined);
}
