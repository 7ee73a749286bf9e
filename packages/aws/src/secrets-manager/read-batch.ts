import type { FindResult } from '@chatelaine/core';
import { type AwsFailure, factsOf } from '../aws-failure.js';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { isMissing } from './error-codes.js';
import { foundSecret } from './found-secret.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';

/** How many names one BatchGetSecretValue takes. */
export const BATCH_SIZE = 20;

/** Reads up to twenty names in one call, or in more where the answer comes in pages. */
export async function readBatch(
  service: AwsService<SecretsManagerCaller>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FindResult>> {
  const results = new Map<string, FindResult>(
    names.map((name) => [name, { error: incompleteAnswer(`the read of "${name}"`, service.backend) }]),
  );
  let token: string | undefined;
  do {
    const answer = await service.call({
      subject: `the read of ${names.length} secrets`,
      signal,
      send: async (client, options) => {
        const { BatchGetSecretValueCommand } = await loadSdk();
        const input = { SecretIdList: [...names], ...(token === undefined ? {} : { NextToken: token }) };
        return client.send(new BatchGetSecretValueCommand(input), options);
      },
    });
    for (const entry of answer?.SecretValues ?? []) {
      const name = entry.Name ?? '';
      const found = foundSecret(entry, name);
      if (found !== undefined) results.set(name, { found });
    }
    for (const { SecretId = '', ErrorCode, Message } of answer?.Errors ?? []) {
      const failure = failureOf(ErrorCode, Message);
      results.set(
        SecretId,
        isMissing(failure)
          ? { found: undefined }
          : { error: service.errorOf(failure, `the read of "${SecretId}"`) },
      );
    }
    token = answer?.NextToken;
  } while (token !== undefined);
  return results;
}

/** The error of one name, which comes inside an answer. */
function failureOf(name = '', message = ''): AwsFailure {
  return factsOf({ name, message, $metadata: { httpStatusCode: 400 } });
}
