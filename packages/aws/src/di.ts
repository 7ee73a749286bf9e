import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { AwsParameterStoreOptions } from './parameter-store/parameter-store-options.js';
import { provider as parameterStore } from './parameter-store/provider.js';
import { provider as secretsManager } from './secrets-manager/provider.js';
import type { AwsSecretsManagerOptions } from './secrets-manager/secrets-manager-options.js';

/** Adds AWS Secrets Manager to the chain of a container. */
export const awsSecretsManagerModule = (
  options: AwsSecretsManagerOptions = {},
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(secretsManager, options, settings);

/** Adds the Parameter Store of AWS to the chain of a container. */
export const awsParameterStoreModule = (
  options: AwsParameterStoreOptions = {},
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(parameterStore, options, settings);
