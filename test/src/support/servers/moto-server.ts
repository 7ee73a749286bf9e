import { join } from 'node:path';
import type { Context } from 'mocha';
import { cacheFolder } from './cache-folder.js';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

const VERSION = '5.2.5';

/** What stands in for AWS in a run, for messages. */
export const MOTO: string = `moto ${VERSION}`;

export interface MotoServer {
  /** The address of every service of AWS. */
  readonly endpoint: string;
  /** Forgets everything. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts moto, which answers for Secrets Manager, Parameter Store and the token service. */
export async function startMoto(context: { skip(): void }): Promise<MotoServer> {
  const program = requireProgram(context as Context, 'moto_server', [
    join(cacheFolder(`moto-${VERSION}`), 'bin'),
  ]);
  const folder = new ServerFolder('moto');
  const port = await freePort();
  const server = await ServerProcess.start({
    program,
    args: ['-H', '127.0.0.1', '-p', String(port)],
    cwd: folder.path,
    env: { HOME: folder.path, PYTHONDONTWRITEBYTECODE: '1' },
    ready: /Running on http/,
    asThisUser: true,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    reset: async () => {
      await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
    },
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
