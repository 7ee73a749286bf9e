import type { FindResult } from '@chatelaine/core';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { foundParameter } from './found-parameter.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';

/** How many names one GetParameters takes. */
export const BATCH_SIZE = 10;

/** Reads up to ten names in one call, decrypted. */
export async function readBatch(
  service: AwsService<ParameterStoreCaller>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FindResult>> {
  const answer = await service.call({
    subject: `the read of ${names.length} parameters`,
    signal,
    send: async (client, options) => {
      const { GetParametersCommand } = await loadSdk();
      return client.send(new GetParametersCommand({ Names: [...names], WithDecryption: true }), options);
    },
  });
  const absent = answer?.InvalidParameters ?? [];
  const entries = new Map((answer?.Parameters ?? []).map((entry) => [entry.Name, entry] as const));
  return new Map(
    names.map((name): [string, FindResult] => {
      const found = foundParameter(entries.get(name) ?? {}, name);
      if (found !== undefined || absent.includes(name)) return [name, { found }];
      return [name, { error: incompleteAnswer(`the read of "${name}"`, service.backend) }];
    }),
  );
}
