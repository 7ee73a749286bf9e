import type { SecretRef } from '@chatelaine/core';
import { type StartStore, seedApplication } from './application-store.js';

const PREFIX: Readonly<Record<SecretRef['kind'], string>> = {
  connection: 'AIRFLOW_CONN_',
  variable: 'AIRFLOW_VAR_',
  config: 'APP_',
  secret: '',
};

/** The environment of the process itself. */
export const startEnvironment: StartStore = async () => {
  const env: Record<string, string> = {};
  const hasVersions = await seedApplication(async ({ kind, id }, value) => {
    env[`${PREFIX[kind]}${id.replaceAll('-', '_').toUpperCase()}`] = value;
    return undefined;
  });
  return { hasVersions, env, stop: async () => undefined };
};

/** The file that stands beside the example. */
export const startFile: StartStore = async () => ({
  hasVersions: false,
  env: {},
  stop: async () => undefined,
});
