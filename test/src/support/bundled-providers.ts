import { provider as awsParameterStore } from '@chatelaine/aws/parameter-store';
import { provider as awsSecretsManager } from '@chatelaine/aws/secrets-manager';
import { provider as azureKeyVault } from '@chatelaine/azure-key-vault';
import type { SecretsProvider } from '@chatelaine/core';
import { provider as env } from '@chatelaine/env';
import { provider as file } from '@chatelaine/file';
import { provider as gcp } from '@chatelaine/gcp';
import { provider as kubernetes } from '@chatelaine/kubernetes';
import { provider as kubernetesMount } from '@chatelaine/kubernetes/mount';
import { provider as vault } from '@chatelaine/vault';

/** Every provider that has a short name, in the order in which pages and the schema list them. */
export const bundledProviders: readonly SecretsProvider<unknown>[] = [
  env,
  file,
  azureKeyVault,
  awsSecretsManager,
  awsParameterStore,
  gcp,
  vault,
  kubernetes,
  kubernetesMount,
];
