import { resolve } from 'node:path';
import type { ProviderContext } from '@chatelaine/core';
import { digestOf } from '@chatelaine/core/provider';
import type { KubernetesOptions } from '../kubernetes-options.js';
import { type AccessKind, chooseAccess } from './access-source.js';
import { kubeconfigPaths } from './kubeconfig-paths.js';

type WordsOf = (options: KubernetesOptions, context: ProviderContext) => readonly (string | undefined)[];

const WORDS_BY_KIND: Readonly<Record<AccessKind | 'given', WordsOf>> = {
  'in-cluster': ({ serviceAccountFolder }, { env, directory }) => [
    env.KUBERNETES_SERVICE_HOST,
    env.KUBERNETES_SERVICE_PORT,
    serviceAccountFolder === undefined ? undefined : resolve(directory, serviceAccountFolder),
  ],
  kubeconfig: ({ kubeconfig, context }, { env, directory }) => {
    const paths = kubeconfig === undefined ? kubeconfigPaths(env).paths : [kubeconfig];
    return [context, ...paths.map((path) => resolve(directory, path))];
  },
  server: ({ server }) => [server],
  given: ({ server, kubeconfig, context }) => [server, kubeconfig, context],
};

/**
 * What tells the namespace of one cluster from that of another, without I/O: all that decides which API server is asked.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options cannot work together
 */
export function clusterPlace(
  options: KubernetesOptions,
  context: ProviderContext,
  isAccessGiven: boolean,
): string {
  const kind = isAccessGiven ? 'given' : chooseAccess(options, context);
  return digestOf(kind, options.namespace, ...WORDS_BY_KIND[kind](options, context));
}
