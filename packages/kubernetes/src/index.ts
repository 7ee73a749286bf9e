export { KubernetesBackend, type KubernetesParts, kubernetes } from './kubernetes-backend.js';
export type { KubernetesOptions } from './kubernetes-options.js';
export type { ClusterAccess } from './login/cluster-access.js';
export { provider } from './provider.js';
