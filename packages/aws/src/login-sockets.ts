import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { addressInTheClear, isInTheClear } from './check-endpoint.js';

/** How the SDK sends the requests of one log-in. */
export interface LoginRequests {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: true;
}

export interface LoginSocketsOptions {
  readonly backend: string;
  readonly trustedHosts: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Logs in over sockets of its own: none outlives the log-in, and none leads to a host that would see it in the clear. */
export async function withLoginSockets<T>(
  { backend, trustedHosts, timeoutMs, signal }: LoginSocketsOptions,
  login: (requests: LoginRequests) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const refusal = () => (signal.aborted ? new Error('The log-in has ended.') : undefined);
  const httpAgent = new WatchedHttpAgent((address) => {
    const isOpen = isInTheClear({ protocol: 'http:', ...address }, trustedHosts);
    return refusal() ?? (isOpen ? addressInTheClear('the log-in', backend) : undefined);
  });
  const httpsAgent = new WatchedHttpsAgent(refusal);
  const end = () => {
    httpAgent.destroy();
    httpsAgent.destroy();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await login({
      httpAgent,
      httpsAgent,
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    });
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Why no connection is made to an address, or `undefined` when one is. */
type Watch = (address: { readonly hostname: string; readonly port: string }) => Error | undefined;
type Connect = HttpAgent['createConnection'];

/** Tells the request what is wrong with where it goes; an error that is thrown here would leave its timers behind. */
function watched(connect: Connect, watch: Watch): Connect {
  return (options, callback) => {
    const { host, port } = options;
    const problem = watch({ hostname: host ?? 'localhost', port: String(port ?? '') });
    if (problem === undefined) return connect(options, callback);
    // Node hands on the error alone, which its types do not know.
    queueMicrotask(() => callback?.(problem, undefined as never));
    return undefined;
  };
}

class WatchedHttpAgent extends HttpAgent {
  override readonly createConnection: Connect;

  constructor(watch: Watch, options?: AgentOptions) {
    super(options);
    this.createConnection = watched(HttpAgent.prototype.createConnection.bind(this), watch);
  }
}

class WatchedHttpsAgent extends HttpsAgent {
  override readonly createConnection: Connect;

  constructor(watch: Watch) {
    super();
    this.createConnection = watched(HttpsAgent.prototype.createConnection.bind(this) as Connect, watch);
  }
}
