import type { SecretRef, SecretValue } from '@chatelaine/core';
import type { BaoAnswer, BaoBody, OpenBaoServer } from './servers/openbao-server.js';

const FOLDER: Readonly<Record<SecretRef['kind'], string>> = {
  connection: 'connections',
  variable: 'variables',
  config: 'config',
  secret: '',
};

/** Where Airflow would have put it, written down a second time. */
export function pathOf({ kind, id, team }: SecretRef, everyone = ''): string {
  const hasTeam = kind === 'connection' || kind === 'variable';
  const parts = [FOLDER[kind], hasTeam ? (team ?? everyone) : '', id];
  return parts
    .filter((part) => part !== '')
    .flatMap((part) => part.split('/'))
    .map(encodeURIComponent)
    .join('/');
}

/** The shape in which Airflow keeps a value of a kind. */
export function shapeOf({ kind }: SecretRef, value: SecretValue): object {
  const text = Buffer.from(value).toString('utf8');
  return kind === 'connection' ? { conn_uri: text } : { value: text };
}

/** An administrator of one OpenBao, who fails loudly. */
export class BaoAdmin {
  readonly #server: OpenBaoServer;

  constructor(server: OpenBaoServer) {
    this.#server = server;
  }

  async do<Body = BaoBody>(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Body> {
    let answer: BaoAnswer = await this.#server.ask(method, path, body, headers);
    // A mount that has just been made takes a moment until it has versions.
    for (let tries = 1; tries < 100 && isUpgrading(answer); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer = await this.#server.ask(method, path, body, headers);
    }
    if (answer.status < 300) return answer.body as Body;
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** Writes a policy and gives the id of a token that has it and no other but the default one. */
  async token(policy: string, rules: string, more: object = {}): Promise<string> {
    await this.policy(policy, rules);
    const { auth } = await this.do('POST', 'auth/token/create', { policies: [policy], ...more });
    return auth?.client_token ?? '';
  }

  async policy(name: string, rules: string): Promise<void> {
    await this.do('POST', `sys/policies/acl/${name}`, { policy: rules });
  }

  /** Makes an AppRole whose tokens have a policy, and gives what logs in with it. */
  async appRole(
    name: string,
    policy: string,
    more: object = {},
  ): Promise<{ readonly roleId: string; readonly secretId: string }> {
    const { data: methods = {} } = await this.do('GET', 'sys/auth');
    if (!('approle/' in methods)) await this.do('POST', 'sys/auth/approle', { type: 'approle' });
    const role = { token_policies: [policy], token_ttl: '1h', ...more };
    await this.do('POST', `auth/approle/role/${name}`, role);
    const { data: id } = await this.do('GET', `auth/approle/role/${name}/role-id`);
    const { data: secret } = await this.do('POST', `auth/approle/role/${name}/secret-id`);
    return { roleId: id?.role_id ?? '', secretId: secret?.secret_id ?? '' };
  }
}

function isUpgrading({ status, body }: BaoAnswer): boolean {
  return status === 400 && JSON.stringify(body).includes('Upgrading from non-versioned');
}
