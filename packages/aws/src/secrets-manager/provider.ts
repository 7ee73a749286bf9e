import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from '../airflow-options.js';
import { AwsSecretsManagerBackend } from './secrets-manager-backend.js';
import { type AwsSecretsManagerOptions, OPTION_NAMES, optionsSchema } from './secrets-manager-options.js';

/** The provider of config files: `provider: aws-secrets-manager`. */
export const provider: SecretsProvider<AwsSecretsManagerOptions> = {
  name: 'aws-secrets-manager',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend',
      'airflow.contrib.secrets.aws_secrets_manager.SecretsManagerBackend',
    ],
    options: (kwargs) => optionsFromAirflow(kwargs, OPTION_NAMES),
  },
  create: (options, context) => new AwsSecretsManagerBackend(options, context),
};
