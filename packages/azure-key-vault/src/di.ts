import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { provider } from './provider.js';

/** Adds a vault to the chain of a container. */
export const azureKeyVaultModule = (
  options: AzureKeyVaultOptions,
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(provider, options, settings);
