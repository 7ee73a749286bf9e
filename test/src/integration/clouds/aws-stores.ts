import type { AwsAdmin } from '../../support/aws-admin.js';
import { AWS_LOGIN, parameterStoreAdmin, secretsManagerAdmin } from '../../support/aws-admin.js';
import { startMoto } from '../../support/servers/moto-server.js';
import { type StartStore, seedApplication } from './application-store.js';

/** A moto with Secrets Manager. */
export const startSecretsManager: StartStore = (context) => startAws(context, secretsManagerAdmin);

/** A moto with Parameter Store. */
export const startParameterStore: StartStore = (context) => startAws(context, parameterStoreAdmin);

async function startAws(
  context: Parameters<StartStore>[0],
  adminOf: (endpoint: string) => AwsAdmin,
): ReturnType<StartStore> {
  const moto = await startMoto(context);
  const admin = adminOf(moto.endpoint);
  const hasVersions = await seedApplication((ref, value) => admin.seed(ref, value));
  admin.close();
  return {
    hasVersions,
    env: {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: AWS_LOGIN.accessKeyId,
      AWS_SECRET_ACCESS_KEY: AWS_LOGIN.secretAccessKey,
    },
    stop: () => moto.stop(),
  };
}
