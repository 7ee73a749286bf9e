import { SecretsError } from '@chatelaine/core';
import { readCredentialFile } from '@chatelaine/core/provider';
import type { ClusterAccess } from './cluster-access.js';
import type { KubeconfigMap } from './parse-kubeconfig.js';
import { isToken, readTokenFile } from './token-file.js';

/** What an entry of a kubeconfig says, and the folder that its relative paths start from. */
export interface KubeconfigEntry {
  readonly content: KubeconfigMap;
  readonly directory: string;
}

const CLUSTER_KEYS = [
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'tls-server-name',
  'disable-compression',
  'extensions',
];
const USER_KEYS = [
  'token',
  'tokenFile',
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'extensions',
];

/** What is known, and why it is not done here. */
const REFUSED: Readonly<Record<string, string>> = {
  'insecure-skip-tls-verify':
    'would trust any server with the token: give its authority in "certificate-authority"',
  'proxy-url': 'would send requests by way of a proxy, which is not done here: use a direct address',
  exec: 'runs a program to log in, which is not done here: use "tokenFile", for example with what "kubectl create token" gives',
  'auth-provider': 'is a plugin that Kubernetes has removed: use "tokenFile"',
  username: 'is a log-in that Kubernetes has removed: use "tokenFile"',
  password: 'is a log-in that Kubernetes has removed: use "tokenFile"',
  as: 'acts as somebody else, which is not done here: log in as that identity',
  'as-uid': 'acts as somebody else, which is not done here: log in as that identity',
  'as-groups': 'acts as somebody else, which is not done here: log in as that identity',
  'as-user-extra': 'acts as somebody else, which is not done here: log in as that identity',
};

/**
 * Where the cluster is and how it is known.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function clusterPart(
  entry: KubeconfigEntry,
  backend: string,
): Promise<Pick<ClusterAccess, 'server' | 'ca' | 'serverName'>> {
  const { content } = entry;
  checkKeys(content, CLUSTER_KEYS, 'cluster', backend);
  const server = text(content.server) ?? '';
  if (!isServer(server)) {
    throw refuse(backend, 'the "server" of the cluster', 'is no https address', 'Write https://HOST:PORT.');
  }
  return {
    server: server.replace(/\/+$/, ''),
    ca: await pem(entry, 'certificate-authority', backend),
    serverName: text(content['tls-server-name']),
  };
}

/**
 * How the cluster knows us.
 *
 * @throws SecretsError `INVALID_CONFIG`, or `UNAUTHENTICATED` where the user has no credential at all
 */
export async function userPart(
  entry: KubeconfigEntry,
  backend: string,
): Promise<Pick<ClusterAccess, 'token' | 'certificate' | 'key'>> {
  const { content, directory } = entry;
  checkKeys(content, USER_KEYS, 'user', backend);
  const path = text(content.tokenFile);
  // A file beats a token that stands beside it, as for kubectl.
  const token =
    path === undefined
      ? text(content.token)
      : await readTokenFile({ label: 'that "tokenFile" of the kubeconfig names', path, directory, backend });
  if (token !== undefined && !isToken(token)) {
    throw refuse(backend, 'the "token" of the user', 'is no token', 'A token is one line without spaces.');
  }
  const certificate = await pem(entry, 'client-certificate', backend);
  const key = await pem(entry, 'client-key', backend);
  if (certificate !== undefined && key !== undefined) return { token, certificate, key };
  if (certificate !== undefined || key !== undefined) {
    throw refuse(backend, 'the user', 'has a client certificate or its key, not both', 'Add the other.');
  }
  if (token !== undefined) return { token };
  throw new SecretsError('UNAUTHENTICATED', `${backend}: the user of the kubeconfig has no credential.`, {
    backend,
    hint: 'Give it a token, a "tokenFile" or a client certificate.',
  });
}

function checkKeys(content: KubeconfigMap, known: readonly string[], part: string, backend: string): void {
  for (const [key, value] of Object.entries(content)) {
    if (known.includes(key) || value === '' || value === 'false') continue;
    const reason = Object.hasOwn(REFUSED, key) ? REFUSED[key] : undefined;
    if (reason !== undefined) {
      throw new SecretsError(
        'INVALID_CONFIG',
        `${backend}: "${key}" of the ${part} in the kubeconfig ${reason}.`,
        { backend, field: ['kubeconfig'] },
      );
    }
    throw refuse(backend, `the ${part}`, 'has a key that is not known here', 'Remove it, or use another.');
  }
}

/** PEM text, in the file itself or in another that it names; what is in it comes first, as for kubectl. */
async function pem(
  { content, directory }: KubeconfigEntry,
  key: 'certificate-authority' | 'client-certificate' | 'client-key',
  backend: string,
): Promise<string | undefined> {
  const data = text(content[`${key}-data`]);
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const path = text(content[key]);
  if (path === undefined) return undefined;
  return readCredentialFile({ label: `that "${key}" of the kubeconfig names`, path, directory, backend });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isServer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, search, hash } = new URL(address);
  return protocol === 'https:' && `${username}${password}${search}${hash}` === '';
}

function refuse(backend: string, subject: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${backend}: ${subject} in the kubeconfig ${problem}.`, {
    backend,
    field: ['kubeconfig'],
    hint,
  });
}
