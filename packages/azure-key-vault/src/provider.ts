import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from './airflow-options.js';
import { AzureKeyVaultBackend } from './azure-key-vault-backend.js';
import { type AzureKeyVaultOptions, optionsSchema } from './azure-key-vault-options.js';

/** The provider of config files: `provider: azure-key-vault`. */
export const provider: SecretsProvider<AzureKeyVaultOptions> = {
  name: 'azure-key-vault',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend',
      'airflow.providers.microsoft.azure.secrets.azure_key_vault.AzureKeyVaultBackend',
      'airflow.contrib.secrets.azure_key_vault.AzureKeyVaultBackend',
    ],
    options: optionsFromAirflow,
  },
  create: (options, context) => new AzureKeyVaultBackend(options, context),
};
