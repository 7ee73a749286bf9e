import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from './airflow-options.js';
import { GcpBackend } from './gcp-backend.js';
import { type GcpOptions, optionsSchema } from './gcp-options.js';

/** The provider of config files: `provider: gcp`. */
export const provider: SecretsProvider<GcpOptions> = {
  name: 'gcp',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend',
      'airflow.providers.google.cloud.secrets.secrets_manager.CloudSecretsManagerBackend',
      'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretManagerBackend',
      'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretsManagerBackend',
    ],
    options: optionsFromAirflow,
  },
  create: (options, context) => new GcpBackend(options, context),
};
