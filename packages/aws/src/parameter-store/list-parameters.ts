import type { SecretKind, SecretListing } from '@chatelaine/core';
import type { PrefixNaming } from '@chatelaine/core/provider';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';

/** The most that one page holds. */
const PAGE = 50;

/** What is there of a kind, path by path and page by page. */
export async function* listParameters(
  service: AwsService<ParameterStoreCaller>,
  kind: SecretKind,
  naming: PrefixNaming,
  signal: AbortSignal,
): AsyncGenerator<SecretListing> {
  const start = naming.startOf(kind);
  if (start === undefined) return;
  const path = start.replace(/\/$/, '');
  let token: string | undefined;
  do {
    const page = await service.call({
      subject: 'the list of parameters',
      signal,
      send: async (client, options) => {
        const { DescribeParametersCommand } = await loadSdk();
        return client.send(
          // Unlike a read of the path, it gives no values.
          new DescribeParametersCommand({
            MaxResults: PAGE,
            ...(path === ''
              ? {}
              : { ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: [path] }] }),
            ...(token === undefined ? {} : { NextToken: token }),
          }),
          options,
        );
      },
    });
    if (page?.Parameters === undefined) throw incompleteAnswer('the list of parameters', service.backend);
    for (const { Name = '' } of page.Parameters) {
      const ref = naming.referenceOf(kind, Name);
      if (ref !== undefined) yield { ref, name: Name };
    }
    token = page.NextToken;
  } while (token !== undefined);
}
