import type { Context } from 'mocha';
import { cacheFolder } from './cache-folder.js';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

const VERSION = '2.12.0';
const CACHE = cacheFolder(`toxiproxy-${VERSION}`);

/** What a proxy does to the bytes of its connections. */
export interface Toxic {
  readonly type: 'latency' | 'bandwidth' | 'slow_close' | 'timeout' | 'reset_peer' | 'slicer' | 'limit_data';
  /** `downstream`: on the way from the server to the client. @default 'downstream' */
  readonly stream?: 'upstream' | 'downstream';
  /** As Toxiproxy names them. */
  readonly attributes?: Readonly<Record<string, number>>;
}

/** Stands before one server. */
export interface StoreProxy {
  /** Where clients connect, on 127.0.0.1. */
  readonly port: number;
  /** Adds a toxic to all connections; the result takes it away. */
  poison(toxic: Toxic): Promise<() => Promise<void>>;
  /** Refuses connections and cuts those that there are; the result ends that. */
  takeDown(): Promise<() => Promise<void>>;
}

export interface Toxiproxy {
  /** Opens a proxy before a server on 127.0.0.1. */
  before(port: number): Promise<StoreProxy>;
  stop(): Promise<void>;
}

/** Starts a Toxiproxy without proxies. */
export async function startToxiproxy(context: Context): Promise<Toxiproxy> {
  const program = requireProgram(context, 'server', [CACHE]);
  const folder = new ServerFolder('toxiproxy');
  const port = await freePort();
  const server = await ServerProcess.start({
    program,
    args: ['-host', '127.0.0.1', '-port', String(port)],
    cwd: folder.path,
    ready: /Starting Toxiproxy HTTP server/i,
    // The cache may be in a folder that is root's alone.
    asThisUser: true,
  });
  const ask = (method: string, path: string, body?: object) =>
    demand(`http://127.0.0.1:${port}${path}`, method, body);
  return {
    before: async (upstreamPort) => proxyOf(ask, await freePort(), upstreamPort),
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

type Ask = (method: string, path: string, body?: object) => Promise<void>;

async function proxyOf(ask: Ask, port: number, upstreamPort: number): Promise<StoreProxy> {
  const name = `to-${upstreamPort}`;
  const addresses = { listen: `127.0.0.1:${port}`, upstream: `127.0.0.1:${upstreamPort}` };
  await ask('POST', '/proxies', { name, ...addresses, enabled: true });
  let toxics = 0;
  return {
    port,
    poison: async ({ type, stream = 'downstream', attributes = {} }) => {
      toxics += 1;
      const toxic = `${type}-${toxics}`;
      await ask('POST', `/proxies/${name}/toxics`, { name: toxic, type, stream, toxicity: 1, attributes });
      return () => ask('DELETE', `/proxies/${name}/toxics/${toxic}`);
    },
    takeDown: async () => {
      await ask('POST', `/proxies/${name}`, { enabled: false });
      return () => ask('POST', `/proxies/${name}`, { enabled: true });
    },
  };
}

async function demand(url: string, method: string, body?: object): Promise<void> {
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Toxiproxy answered ${answer.status} to ${method} ${url}: ${text}`);
}
