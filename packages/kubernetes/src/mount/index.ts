export { KubernetesMountBackend, kubernetesMount } from './kubernetes-mount-backend.js';
export type { KubernetesMountOptions } from './kubernetes-mount-options.js';
export { provider } from './provider.js';
