import type { ProviderContext } from '@chatelaine/core';
import { SecretsError, SharedLogin } from '@chatelaine/core';
import type { KubernetesOptions } from '../kubernetes-options.js';
import { type AccessKind, type AccessSource, chooseAccess } from './access-source.js';
import type { ClusterAccess } from './cluster-access.js';
import { givenServerAccess } from './given-server.js';
import { inClusterAccess } from './in-cluster.js';
import { kubeconfigAccess } from './kubeconfig.js';

/** Kubernetes replaces a pod's token when a fifth of its life is left, and its own clients look every minute. */
const READ_AGAIN_AFTER_MS = 60_000;

const ACCESS_BY_KIND: Readonly<Record<AccessKind, (source: AccessSource) => Promise<ClusterAccess>>> = {
  'in-cluster': inClusterAccess,
  kubeconfig: kubeconfigAccess,
  server: givenServerAccess,
};

interface KeptAccess {
  readonly access: ClusterAccess;
  readonly readAt: number;
}

/** The access that all requests share, read from its files when first needed, every minute, and when it is refused. */
export class ClusterLogin {
  readonly #backend: string;
  readonly #namespace: string | undefined;
  readonly #login: SharedLogin<KeptAccess>;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: KubernetesOptions,
    context: ProviderContext,
    given?: () => Promise<ClusterAccess> | ClusterAccess,
  ) {
    const { name, clock } = context;
    this.#backend = name;
    this.#namespace = options.namespace;
    const read = given ?? readerOf({ kind: chooseAccess(options, context), options, context });
    this.#login = new SharedLogin({
      backend: name,
      clock,
      login: async () => ({ access: await read(), readAt: clock.now() }),
      renewAt: ({ readAt }) => readAt + READ_AGAIN_AFTER_MS,
    });
  }

  /** @throws SecretsError when the access cannot be read */
  async get(): Promise<ClusterAccess> {
    return (await this.#login.get()).access;
  }

  /** Reads the access again because the API server refused it; resolves to whether the request is worth repeating. */
  renew(refused: ClusterAccess): Promise<boolean> {
    const { kept } = this.#login;
    return kept !== undefined && kept.access !== refused ? Promise.resolve(true) : this.#login.renew(kept);
  }

  /** @throws SecretsError `INVALID_CONFIG` when nothing names it */
  async namespace(): Promise<string> {
    const namespace = this.#namespace ?? (await this.get()).namespace;
    if (namespace !== undefined) return namespace;
    throw new SecretsError('INVALID_CONFIG', `${this.#backend}: nothing names the namespace to read.`, {
      backend: this.#backend,
      field: ['namespace'],
      hint: 'Set the option "namespace".',
    });
  }

  close(): void {
    this.#login.close();
  }
}

function readerOf(source: AccessSource): () => Promise<ClusterAccess> {
  return () => ACCESS_BY_KIND[source.kind](source);
}
