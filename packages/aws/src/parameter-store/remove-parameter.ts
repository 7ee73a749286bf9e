import type { AwsService } from '../aws-service.js';
import { isMissing } from './error-codes.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';

/** Deletes a parameter with all its versions, for good; false where there is none. */
export async function removeParameter(
  service: AwsService<ParameterStoreCaller>,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await service.call({
    subject: `the removal of "${name}"`,
    signal,
    isMissing,
    send: async (client, options) => {
      const { DeleteParameterCommand } = await loadSdk();
      return client.send(new DeleteParameterCommand({ Name: name }), options);
    },
  });
  return answer !== undefined;
}
