import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { eventually } from '../eventually.js';
import { freePort } from './free-port.js';
import { OPENBAO_VERSION, requireOpenBao } from './openbao-program.js';
import { reachableProgram } from './reachable-program.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

/** What tests know of the server's answers. */
export interface BaoBody {
  readonly data?: Readonly<Record<string, string>>;
  readonly auth?: { readonly client_token: string; readonly accessor: string };
  readonly wrap_info?: { readonly token: string };
}

/** An answer of the server, as an administrator sees it. */
export interface BaoAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface OpenBaoServer {
  readonly version: string;
  /** Scheme, address and port. */
  readonly url: string;
  /** PEM text of the authority that signed its certificate; empty where it speaks no TLS. */
  readonly ca: string;
  readonly rootToken: string;
  /** Asks as an administrator, of a path after `/v1/`. */
  ask(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<BaoAnswer>;
  stop(): Promise<void>;
}

/** Starts an OpenBao that keeps everything in memory, with a KV engine of version 2 at `secret` and one of version 1 at `kv1`. */
export async function startOpenBao(
  context: Pick<Context, 'skip'>,
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<OpenBaoServer> {
  const installed = requireOpenBao(context);
  const folder = new ServerFolder('openbao');
  const program = reachableProgram(installed, 'bao', folder);
  const port = await freePort();
  const rootToken = 'root-of-the-tests';
  const certificates = join(folder.path, 'tls');
  mkdirSync(certificates, { mode: 0o777 });
  chmodSync(certificates, 0o777);
  const server = await ServerProcess.start({
    program,
    args: [
      'server',
      '-dev',
      `-dev-root-token-id=${rootToken}`,
      `-dev-listen-address=127.0.0.1:${port}`,
      '-dev-no-store-token',
      ...(tls ? ['-dev-tls', `-dev-tls-cert-dir=${certificates}`] : []),
    ],
    cwd: folder.path,
    env: { HOME: folder.path },
    ready: /Development mode should NOT be used/,
    stopSignal: 'SIGKILL',
  });
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const ca = tls ? readFileSync(join(certificates, 'vault-ca.pem'), 'utf8') : '';
  const ask: OpenBaoServer['ask'] = (method, path, body, headers = {}) =>
    answerOf(
      { url: `${url}/v1/${path}`, ca, method, headers: { 'x-vault-token': rootToken, ...headers } },
      body,
    );
  // Its engine at "secret" refuses everything for a moment.
  await eventually(async () => ((await ask('GET', 'secret/config')).status === 200 ? true : undefined));
  await ask('POST', 'sys/mounts/kv1', { type: 'kv', options: { version: '1' } });
  return {
    version: OPENBAO_VERSION,
    url,
    ca,
    rootToken,
    ask,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

interface AdminRequest {
  readonly url: string;
  readonly ca: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

function answerOf({ url, ca, method, headers }: AdminRequest, body?: object): Promise<BaoAnswer> {
  const send = ca === '' ? requestPlain : requestTls;
  return new Promise((resolve, reject) => {
    // Not kept, and so not in the way of a server that ends.
    const sent = send(url, { method, headers, agent: false, ...(ca === '' ? {} : { ca }) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) }),
      );
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
