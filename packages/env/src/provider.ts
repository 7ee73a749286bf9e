import type { ProviderContext, SecretsBackend, SecretsProvider } from '@chatelaine/core';
import { createBackend } from '@chatelaine/core';
import { EnvBackend } from './env-backend.js';
import type { EnvOptions, EnvOptionsInput } from './env-options.js';
import { envOptions } from './env-options.js';

/** Secrets from environment variables, by Airflow's names. */
export const provider: SecretsProvider<EnvOptions> = {
  name: 'env',
  options: envOptions,
  airflow: {
    classes: [
      'airflow.secrets.environment_variables.EnvironmentVariablesBackend',
      'airflow.secrets.environment_variables.EnvironmentVariablesSecretsBackend',
    ],
  },
  create: (options, context) => new EnvBackend(options, context),
};

/**
 * The environment as a backend, read when asked.
 *
 * @throws SecretsError `INVALID_CONFIG` when an option is not valid
 */
export function env(options: EnvOptionsInput = {}, context?: Partial<ProviderContext>): SecretsBackend {
  return createBackend(provider, options, context);
}
