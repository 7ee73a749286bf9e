import { SecretsError } from '@chatelaine/core';
import { readCredentialFile, readCredentialFileIfPresent } from '@chatelaine/core/provider';
import { NAMESPACE } from '../legal-names.js';
import type { AccessSource } from './access-source.js';
import type { ClusterAccess } from './cluster-access.js';
import { readTokenFile } from './token-file.js';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const HOST = /^(?:[0-9A-Za-z](?:[-0-9A-Za-z.]*[0-9A-Za-z])?|[0-9a-fA-F:.]+)$/;
const PORT = /^\d{1,5}$/;

/**
 * The access that Kubernetes gives to a pod: the address in its environment; token, authorities and namespace in files,
 * which are read anew because the token in them is replaced before it expires.
 *
 * @throws SecretsError `INVALID_CONFIG` when the pod has none
 */
export async function inClusterAccess({ options, context }: AccessSource): Promise<ClusterAccess> {
  const { name: backend, env, directory } = context;
  const folder = options.serviceAccountFolder ?? FOLDER;
  const file = (name: string) => ({
    label: `"${name}" of the pod's service account`,
    path: `${folder}/${name}`,
    directory,
    backend,
  });
  const server = serverOf(env.KUBERNETES_SERVICE_HOST, env.KUBERNETES_SERVICE_PORT, backend);
  const [token, ca, namespace] = await Promise.all([
    readTokenFile(file('token')),
    readCredentialFile(file('ca.crt')),
    readCredentialFileIfPresent(file('namespace')),
  ]);
  const own = namespace?.trim();
  return { server, token, ca, namespace: own !== undefined && NAMESPACE.test(own) ? own : undefined };
}

function serverOf(host = '', port = '', backend: string): string {
  if (HOST.test(host) && PORT.test(port)) {
    return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  throw new SecretsError(
    'INVALID_CONFIG',
    `${backend}: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT name no API server.`,
    { backend, hint: 'Kubernetes sets both in every pod. Elsewhere, set "kubeconfig" or "server".' },
  );
}
