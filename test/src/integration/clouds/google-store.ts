import type { SecretRef } from '@chatelaine/core';
import { startSecretManagerServer } from '@chatelaine/testing';
import { type StartStore, seedApplication } from './application-store.js';

const PREFIX: Readonly<Record<SecretRef['kind'], string>> = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};

/** A Secret Manager, to which requests to Google's address are led. */
export const startSecretManager: StartStore = async () => {
  const server = await startSecretManagerServer();
  const hasVersions = await seedApplication(async ({ kind, id }, value) =>
    server.set(PREFIX[kind] + id, value),
  );
  const env = { SECRET_MANAGER_HERE: server.url };
  return {
    hasVersions,
    env: { ...env, KEY_FILE: await server.keyFile() },
    airflowEnv: { ...env, ...(await server.environment('key-file')) },
    imports: [new URL('google-on-this-machine.js', import.meta.url).href],
    stop: () => server.close(),
  };
};
