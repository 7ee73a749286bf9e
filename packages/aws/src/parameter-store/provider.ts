import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from '../airflow-options.js';
import { AwsParameterStoreBackend } from './parameter-store-backend.js';
import { type AwsParameterStoreOptions, OPTION_NAMES, optionsSchema } from './parameter-store-options.js';

/** The provider of config files: `provider: aws-parameter-store`. */
export const provider: SecretsProvider<AwsParameterStoreOptions> = {
  name: 'aws-parameter-store',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend',
      'airflow.contrib.secrets.aws_systems_manager.SystemsManagerParameterStoreBackend',
    ],
    options: (kwargs) => optionsFromAirflow(kwargs, OPTION_NAMES),
  },
  create: (options, context) => new AwsParameterStoreBackend(options, context),
};
