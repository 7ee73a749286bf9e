import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { AwsService } from '../aws-service.js';
import { isAbsent } from './error-codes.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';

/** Everything but the value, or `undefined` where there is no secret; a date of deletion says that it is scheduled. */
export function readMetadata(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  signal: AbortSignal,
): Promise<DescribeSecretResponse | undefined> {
  return service.call({
    subject: `the description of "${name}"`,
    signal,
    isMissing: isAbsent,
    send: async (client, options): Promise<DescribeSecretResponse> => {
      const { DescribeSecretCommand } = await loadSdk();
      return client.send(new DescribeSecretCommand({ SecretId: name }), options);
    },
  });
}
