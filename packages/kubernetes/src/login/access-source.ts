import type { ProviderContext, SecretsError } from '@chatelaine/core';
import { invalidOption } from '@chatelaine/core/provider';
import type { KubernetesOptions } from '../kubernetes-options.js';

/** How an API server is found, decided from the options and the environment without I/O. */
export type AccessKind = 'in-cluster' | 'kubeconfig' | 'server';

/** Everything that an access is made from. */
export interface AccessSource {
  readonly kind: AccessKind;
  readonly options: KubernetesOptions;
  readonly context: ProviderContext;
}

const SERVER_OPTIONS = ['caFile', 'token', 'tokenFile', 'clientCertificateFile', 'clientKeyFile'] as const;

/**
 * Decides which access the options mean: `server`, else a kubeconfig they name, else the pod's own when the environment
 * says that this is a pod, else a kubeconfig.
 *
 * @throws SecretsError `INVALID_CONFIG` when they cannot work together
 */
export function chooseAccess(options: KubernetesOptions, { name, env }: ProviderContext): AccessKind {
  const refuse = (option: string, problem: string, hint: string) =>
    invalidOption(option, problem, hint, name);
  if (options.server !== undefined) {
    const other = (['kubeconfig', 'context', 'serviceAccountFolder'] as const).find(
      (field) => options[field] !== undefined,
    );
    if (other !== undefined) throw refuse(other, 'cannot stand beside "server"', 'Remove one of the two.');
    checkServer(options, refuse);
    return 'server';
  }
  const stray = SERVER_OPTIONS.find((field) => options[field] !== undefined);
  if (stray !== undefined) {
    throw refuse(stray, 'needs the option "server"', 'Add it, or remove this one.');
  }
  if (options.kubeconfig !== undefined || options.context !== undefined) {
    if (options.serviceAccountFolder === undefined) return 'kubeconfig';
    throw refuse('serviceAccountFolder', 'cannot stand beside a kubeconfig', 'Remove one of the two.');
  }
  const isPod = (env.KUBERNETES_SERVICE_HOST ?? '') !== '' || options.serviceAccountFolder !== undefined;
  return isPod ? 'in-cluster' : 'kubeconfig';
}

function checkServer(
  options: KubernetesOptions,
  refuse: (field: string, problem: string, hint: string) => SecretsError,
): void {
  if (options.token !== undefined && options.tokenFile !== undefined) {
    throw refuse('tokenFile', 'cannot stand beside "token"', 'Keep one of the two.');
  }
  if ((options.clientCertificateFile === undefined) !== (options.clientKeyFile === undefined)) {
    const missing = options.clientKeyFile === undefined ? 'clientKeyFile' : 'clientCertificateFile';
    throw refuse(missing, 'is missing', 'A client certificate and its key go together.');
  }
  if ((options.token ?? options.tokenFile ?? options.clientCertificateFile) === undefined) {
    throw refuse('server', 'needs a credential', 'Set "tokenFile", "token" or "clientCertificateFile".');
  }
  if (!isOrigin(options.server ?? '')) {
    throw refuse('server', 'is not written as https://host[:port]', 'Write no more than that.');
  }
  if (options.namespace === undefined) {
    throw refuse('namespace', 'is missing', 'With "server" nothing else names one.');
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(text);
  return protocol === 'https:' && `${username}${password}${search}${hash}` === '' && pathname === '/';
}
