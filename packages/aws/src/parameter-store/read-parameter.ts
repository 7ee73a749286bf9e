import type { FoundSecret } from '@chatelaine/core';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { isMissing } from './error-codes.js';
import { foundParameter } from './found-parameter.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';
import { selectorOf } from './secret-name.js';

/** Reads one parameter under one name, decrypted. */
export async function readParameter(
  service: AwsService<ParameterStoreCaller>,
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
      const { GetParameterCommand } = await loadSdk();
      const input = { Name: selectorOf(name, version), WithDecryption: true };
      return client.send(new GetParameterCommand(input), options);
    },
  });
  if (answer === undefined) return undefined;
  const found = foundParameter(answer.Parameter ?? {}, name);
  if (found === undefined) throw incompleteAnswer(subject, service.backend);
  return found;
}
