import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { GcpOptions } from './gcp-options.js';
import { provider } from './provider.js';

/** Adds the secrets of a project to the chain of a container. */
export const gcpModule = (
  options: GcpOptions = {},
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(provider, options, settings);
