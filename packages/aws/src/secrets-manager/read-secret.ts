import type { FoundSecret } from '@chatelaine/core';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { isMissing } from './error-codes.js';
import { foundSecret } from './found-secret.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';
import { versionInput } from './secret-name.js';

/** Reads one secret under one name. */
export async function readSecret(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<FoundSecret | undefined> {
  const subject = `the read of "${name}"`;
  const answer = await service.call({
    subject,
    signal,
    isMissing,
    send: async (client, options) => {
      const { GetSecretValueCommand } = await loadSdk();
      return client.send(new GetSecretValueCommand({ SecretId: name, ...versionInput(version) }), options);
    },
  });
  if (answer === undefined) return undefined;
  const found = foundSecret(answer, name);
  if (found === undefined) throw incompleteAnswer(subject, service.backend);
  return found;
}
