import type { WrittenSecret } from '@chatelaine/core';
import type { AwsService } from '../aws-service.js';
import type { AwsParameterStoreOptions } from './parameter-store-options.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';

export interface ParameterWrite {
  readonly name: string;
  readonly value: string;
  readonly options: Pick<AwsParameterStoreOptions, 'kmsKeyId' | 'tier'>;
  readonly signal: AbortSignal;
}

/** Writes a SecureString: a new parameter, or a new version of one. */
export async function writeParameter(
  service: AwsService<ParameterStoreCaller>,
  { name, value, options: { kmsKeyId, tier }, signal }: ParameterWrite,
): Promise<WrittenSecret> {
  const answer = await service.call({
    subject: `the write of "${name}"`,
    signal,
    send: async (client, options) => {
      const { PutParameterCommand } = await loadSdk();
      return client.send(
        new PutParameterCommand({
          Name: name,
          Value: value,
          Type: 'SecureString',
          Overwrite: true,
          ...(kmsKeyId === undefined ? {} : { KeyId: kmsKeyId }),
          ...(tier === undefined ? {} : { Tier: tier }),
        }),
        options,
      );
    },
  });
  return { name, ...(answer?.Version === undefined ? {} : { version: String(answer.Version) }) };
}
