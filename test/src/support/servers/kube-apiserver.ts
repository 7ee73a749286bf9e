import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { cacheFolder } from './cache-folder.js';
import { findProgram } from './find-program.js';
import { freePort } from './free-port.js';
import { reachableProgram } from './reachable-program.js';
import { skipUnlessRequired } from './require-program.js';
import { runProgram } from './run-program.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

const VERSION = '1.34.4';
const ADMIN_TOKEN = 'the-token-of-an-administrator';

/** An answer of the API server, as an administrator sees it. */
export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A Kubernetes API server with its etcd, and what knows it and is known to it. */
export interface KubeApiServer {
  readonly version: string;
  readonly url: string;
  readonly port: number;
  /** PEM text of the authority that signs its certificate. */
  readonly ca: string;
  readonly adminToken: string;
  /** PEM text of a certificate of an administrator and of its key. */
  readonly clientCertificate: string;
  readonly clientKey: string;
  /** Asks as an administrator. */
  ask(method: string, path: string, body?: object, contentType?: string): Promise<AdminAnswer>;
  stop(): Promise<void>;
}

/** Starts an API server with roles, service accounts with real tokens, and one administrator. */
export async function startKubeApiServer(context: Pick<Context, 'skip'>): Promise<KubeApiServer> {
  const etcd = findProgram('etcd') ?? skipUnlessRequired(context as Context, 'etcd is not installed');
  const built =
    findProgram('kube-apiserver', [cacheFolder(`kube-apiserver-${VERSION}`)]) ??
    skipUnlessRequired(context as Context, 'kube-apiserver is not built');
  const folder = new ServerFolder('kube');
  const program = reachableProgram(built, 'kube-apiserver', folder);
  const files = await keyFiles(folder);
  const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
  const clientUrl = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  const store = await ServerProcess.start({
    program: etcd,
    args: [
      `--data-dir=${join(folder.path, 'etcd')}`,
      `--listen-client-urls=${clientUrl}`,
      `--advertise-client-urls=${clientUrl}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      '--unsafe-no-fsync',
    ],
    cwd: folder.path,
    ready: /ready to serve client requests|serving insecure client requests/,
  });
  const certs = join(folder.path, 'certs');
  const api = await ServerProcess.start({
    program,
    args: [
      `--etcd-servers=${clientUrl}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${certs}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${files.accountPublic}`,
      `--service-account-signing-key-file=${files.accountKey}`,
      '--authorization-mode=RBAC',
      `--token-auth-file=${files.tokens}`,
      `--client-ca-file=${files.clientCa}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      '--disable-admission-plugins=ServiceAccount',
    ],
    cwd: folder.path,
    env: { HOME: folder.path },
    ready: /Serving securely on/,
    readyWithinMs: 60_000,
  });
  const ca = readFileSync(join(certs, 'apiserver.crt'), 'utf8');
  const url = `https://127.0.0.1:${port}`;
  const ask: KubeApiServer['ask'] = (method, path, body, contentType = 'application/json') =>
    askServer(`${url}${path}`, ca, method, body, contentType);
  const stop = async () => {
    await api.stop();
    await store.stop();
    folder.remove();
  };
  try {
    await untilReady(ask);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    version: VERSION,
    url,
    port,
    ca,
    adminToken: ADMIN_TOKEN,
    clientCertificate: readFileSync(files.clientCertificate, 'utf8'),
    clientKey: readFileSync(files.clientKey, 'utf8'),
    ask,
    stop,
  };
}

async function keyFiles(folder: ServerFolder) {
  const at = (name: string) => join(folder.path, name);
  const openssl = (...args: string[]) => runProgram('openssl', args, folder.path);
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await openssl('genrsa', '-out', at('sa.key'), '2048');
  await openssl('rsa', '-in', at('sa.key'), '-pubout', '-out', at('sa.pub'));
  const authority = ['-subj', '/CN=client-authority', '-days', '2'];
  await openssl('req', '-x509', ...ec, ...authority, '-keyout', at('ca.key'), '-out', at('ca.pem'));
  const subject = ['-subj', '/O=system:masters/CN=administrator'];
  await openssl('req', ...ec, ...subject, '-keyout', at('client.key'), '-out', at('client.csr'));
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2'];
  await openssl('x509', '-req', '-in', at('client.csr'), ...signer, '-out', at('client.pem'));
  return {
    accountKey: at('sa.key'),
    accountPublic: at('sa.pub'),
    tokens: folder.write('tokens.csv', `${ADMIN_TOKEN},admin,u1,"system:masters"\n`),
    clientCa: at('ca.pem'),
    clientCertificate: at('client.pem'),
    clientKey: at('client.key'),
  };
}

function askServer(
  url: string,
  ca: string,
  method: string,
  body: object | undefined,
  contentType: string,
): Promise<AdminAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': contentType };
    const sent = request(url, { method, ca, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
        resolve({ status: answer.statusCode ?? 0, body: isJson ? JSON.parse(text) : text });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function untilReady(ask: KubeApiServer['ask']): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const { status } = await ask('GET', '/readyz');
    const namespace = await ask('GET', '/api/v1/namespaces/default');
    if (status === 200 && namespace.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The API server did not become ready.');
}
