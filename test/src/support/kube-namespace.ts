import type { SecretRef, SecretValue } from '@chatelaine/core';
import type { AdminAnswer, KubeApiServer } from './servers/kube-apiserver.js';

const LABEL = {
  connection: 'airflow.apache.org/connection-name',
  variable: 'airflow.apache.org/variable-name',
  config: 'airflow.apache.org/config-name',
} as const;

/** What an administrator does in a namespace of an API server. */
export class KubeNamespace {
  readonly name: string;
  readonly #server: KubeApiServer;
  readonly #secrets: string;

  static async create(server: KubeApiServer, name: string): Promise<KubeNamespace> {
    accepted(await server.ask('POST', '/api/v1/namespaces', { metadata: { name } }));
    return new KubeNamespace(server, name);
  }

  private constructor(server: KubeApiServer, name: string) {
    this.#server = server;
    this.name = name;
    this.#secrets = `/api/v1/namespaces/${name}/secrets`;
  }

  /** Creates a Secret, or replaces it. */
  async put(
    name: string,
    data: Readonly<Record<string, SecretValue>>,
    labels: Readonly<Record<string, string>> = {},
    more: object = {},
  ): Promise<string> {
    const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, labels },
      data: Object.fromEntries(encoded),
      ...more,
    };
    const replaced = await this.#server.ask('PUT', `${this.#secrets}/${name}`, secret);
    const answer = replaced.status === 404 ? await this.#server.ask('POST', this.#secrets, secret) : replaced;
    return (accepted(answer).body as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
  }

  async get(name: string): Promise<AdminAnswer> {
    return this.#server.ask('GET', `${this.#secrets}/${name}`);
  }

  async delete(name: string): Promise<void> {
    await this.#server.ask('DELETE', `${this.#secrets}/${name}`);
  }

  /** Seeds as Airflow's users do: a Secret with a label, or for a raw secret a key of one with a name. */
  async seed(ref: SecretRef, value: SecretValue): Promise<string> {
    if (ref.kind === 'secret') {
      const [name = '', key = 'value'] = ref.id.split('/');
      const there = await this.get(name);
      const data = Buffer.from(value).toString('base64');
      if (there.status === 404) return this.put(name, { [key]: value });
      const patch = { data: { [key]: data } };
      const type = 'application/merge-patch+json';
      const answer = await this.#server.ask('PATCH', `${this.#secrets}/${name}`, patch, type);
      return (accepted(answer).body as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
    }
    return this.put(seededName(ref), { value }, { [LABEL[ref.kind]]: ref.id });
  }

  /** Takes away whatever stands under a reference, by whomever it was made. */
  async unseed(ref: SecretRef): Promise<void> {
    if (ref.kind !== 'secret') {
      const selector = encodeURIComponent(`${LABEL[ref.kind]}=${ref.id}`);
      await this.#server.ask('DELETE', `${this.#secrets}?labelSelector=${selector}`);
      return;
    }
    const [name = '', key = 'value'] = ref.id.split('/');
    const type = 'application/merge-patch+json';
    await this.#server.ask('PATCH', `${this.#secrets}/${name}`, { data: { [key]: null } }, type);
  }

  /** A service account that may do so much with Secrets, or with these alone; with no verbs it may do nothing. */
  async account(
    name: string,
    verbs: readonly string[],
    resourceNames: readonly string[] = [],
  ): Promise<void> {
    const inside = `/apis/rbac.authorization.k8s.io/v1/namespaces/${this.name}`;
    const metadata = { name };
    accepted(await this.#server.ask('POST', `/api/v1/namespaces/${this.name}/serviceaccounts`, { metadata }));
    if (verbs.length === 0) return;
    const rules = [{ apiGroups: [''], resources: ['secrets'], verbs, resourceNames }];
    accepted(await this.#server.ask('POST', `${inside}/roles`, { metadata, rules }));
    accepted(
      await this.#server.ask('POST', `${inside}/rolebindings`, {
        metadata,
        subjects: [{ kind: 'ServiceAccount', name, namespace: this.name }],
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      }),
    );
  }

  /** Ends a service account and its tokens. */
  async revoke(name: string): Promise<void> {
    const inside = `/apis/rbac.authorization.k8s.io/v1/namespaces/${this.name}`;
    for (const path of [`${inside}/rolebindings`, `${inside}/roles`]) {
      accepted(await this.#server.ask('DELETE', `${path}/${name}`));
    }
    accepted(await this.#server.ask('DELETE', `/api/v1/namespaces/${this.name}/serviceaccounts/${name}`));
  }

  /** A token of a service account, as Kubernetes projects it into pods. */
  async token(account: string, expirationSeconds: number = 3_600): Promise<string> {
    const path = `/api/v1/namespaces/${this.name}/serviceaccounts/${account}/token`;
    const answer = accepted(await this.#server.ask('POST', path, { spec: { expirationSeconds } }));
    return (answer.body as { status: { token: string } }).status.token;
  }
}

function seededName({ kind, id }: SecretRef): string {
  return `${kind}-${Buffer.from(id).toString('hex')}`;
}

function accepted(answer: AdminAnswer): AdminAnswer {
  if (answer.status >= 300)
    throw new Error(`The API server answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
