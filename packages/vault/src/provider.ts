import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from './airflow-options.js';
import { VaultBackend } from './vault-backend.js';
import { optionsSchema, type VaultOptions } from './vault-options.js';

/** The provider of config files: `provider: vault`. */
export const provider: SecretsProvider<VaultOptions> = {
  name: 'vault',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.hashicorp.secrets.vault.VaultBackend',
      'airflow.contrib.secrets.hashicorp_vault.VaultBackend',
    ],
    options: optionsFromAirflow,
  },
  create: (options, context) => new VaultBackend(options, context),
};
