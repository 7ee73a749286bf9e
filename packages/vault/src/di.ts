import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import { provider } from './provider.js';
import type { VaultOptions } from './vault-options.js';

/** Adds a Vault to the chain of a container. */
export const vaultModule = (
  options: VaultOptions = {},
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(provider, options, settings);
