import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Context } from 'mocha';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/servers/free-port.js';
import { requireOpenBao } from '../support/servers/openbao-program.js';
import { reachableProgram } from '../support/servers/reachable-program.js';
import { ServerFolder } from '../support/servers/server-folder.js';
import { ServerProcess } from '../support/servers/server-process.js';

/** The parts of answers that are asked for here. */
interface BaoBody {
  readonly keys?: readonly string[];
  readonly root_token?: string;
}

/** An OpenBao that keeps its entries on disk: it can be killed and knows all of them when it comes back. */
export class DurableBao {
  readonly port: number;
  readonly #folder: ServerFolder;
  readonly #program: string;
  readonly #config: string;
  #server: ServerProcess | undefined;
  #unsealKey = '';
  #rootToken = '';

  static async start(context: Context): Promise<DurableBao> {
    const installed = requireOpenBao(context);
    const folder = new ServerFolder('openbao');
    const bao = new DurableBao(
      folder,
      reachableProgram(installed, 'bao', folder),
      await freePort(),
      await freePort(),
    );
    await bao.#run();
    const { keys, root_token } = await bao.ask<BaoBody>('PUT', 'sys/init', {
      secret_shares: 1,
      secret_threshold: 1,
    });
    bao.#unsealKey = keys?.[0] ?? '';
    bao.#rootToken = root_token ?? '';
    await bao.unseal();
    return bao;
  }

  private constructor(folder: ServerFolder, program: string, port: number, clusterPort: number) {
    this.port = port;
    this.#folder = folder;
    this.#program = program;
    this.#config = folder.write(
      'bao.hcl',
      [
        `storage "raft" { path = "${folder.makeFolder('raft')}" node_id = "one" performance_multiplier = 1 }`,
        `listener "tcp" { address = "127.0.0.1:${port}" tls_disable = true }`,
        `api_addr = "http://127.0.0.1:${port}"`,
        `cluster_addr = "http://127.0.0.1:${clusterPort}"`,
      ].join('\n'),
    );
  }

  /** Asks as an administrator, of a path after `/v1/`. */
  async ask<Body>(method: string, path: string, body?: object): Promise<Body> {
    const { status, text } = await this.#send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Body;
  }

  async seal(): Promise<void> {
    await this.ask('PUT', 'sys/seal');
  }

  /** Unseals it and waits until it is in charge of its cluster of one. */
  async unseal(): Promise<void> {
    await this.ask('PUT', 'sys/unseal', { key: this.#unsealKey });
    await eventually(async () => {
      const { status } = await this.#send('GET', 'sys/health');
      return status === 200 ? true : new Promise((resolve) => setTimeout(resolve, 50, undefined));
    });
  }

  async kill(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** Starts it again, sealed at first. */
  async revive(): Promise<void> {
    await this.#run();
    await this.unseal();
  }

  async stop(): Promise<void> {
    await this.kill();
    this.#folder.remove();
  }

  /** Over a connection of its own, so that those of the client can be told from it when it has closed them. */
  async #send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const sent = request(`http://127.0.0.1:${this.port}/v1/${path}`, {
      method,
      headers: { 'x-vault-token': this.#rootToken },
      agent: false,
      signal: AbortSignal.timeout(5_000),
    });
    sent.end(body && JSON.stringify(body));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = await answer.toArray();
    return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
  }

  async #run(): Promise<void> {
    this.#server = await ServerProcess.start({
      program: this.#program,
      args: ['server', `-config=${this.#config}`],
      cwd: this.#folder.path,
      env: { HOME: this.#folder.path },
      ready: /server started!/,
      stopSignal: 'SIGKILL',
    });
  }
}
