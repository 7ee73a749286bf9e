import type { SecretsProvider } from '@chatelaine/core';
import { optionsFromAirflow } from './airflow-options.js';
import { KubernetesBackend } from './kubernetes-backend.js';
import { type KubernetesOptions, optionsSchema } from './kubernetes-options.js';

/** The provider of config files: `provider: kubernetes`. */
export const provider: SecretsProvider<KubernetesOptions> = {
  name: 'kubernetes',
  options: optionsSchema,
  airflow: {
    classes: [
      'airflow.providers.cncf.kubernetes.secrets.kubernetes_secrets_backend.KubernetesSecretsBackend',
    ],
    options: optionsFromAirflow,
  },
  create: (options, context) => new KubernetesBackend(options, context),
};
