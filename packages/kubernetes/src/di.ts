import { backendModule } from '@chatelaine/core/di';
import type { ContainerModule } from 'inversify';
import type { KubernetesOptions } from './kubernetes-options.js';
import type { KubernetesMountOptions } from './mount/kubernetes-mount-options.js';
import { provider as mountProvider } from './mount/provider.js';
import { provider } from './provider.js';

/** Adds the Secrets of a namespace to the chain of a container. */
export const kubernetesModule = (
  options: KubernetesOptions = {},
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(provider, options, settings);

/** Adds a folder of mounted Secrets to the chain of a container. */
export const kubernetesMountModule = (
  options: KubernetesMountOptions,
  settings: { readonly name?: string } = {},
): ContainerModule => backendModule(mountProvider, options, settings);
