import type { SecretsProvider } from '@chatelaine/core';
import { KubernetesMountBackend } from './kubernetes-mount-backend.js';
import { type KubernetesMountOptions, mountOptionsSchema } from './kubernetes-mount-options.js';

/** The provider of config files: `provider: kubernetes-mount`. */
export const provider: SecretsProvider<KubernetesMountOptions> = {
  name: 'kubernetes-mount',
  options: mountOptionsSchema,
  create: (options, context) => new KubernetesMountBackend(options, context),
};
