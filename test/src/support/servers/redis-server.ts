import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import type { RunningServer, ServerLogin } from './running-server.js';
import { serverCertificate } from './server-certificate.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

export interface RedisServer extends RunningServer {
  readonly tlsPort: number;
  readonly socket: string;
}

/** Starts a Redis that knows one user, and the same password for the user without a name. */
export async function startRedis(context: Context, { login, password }: ServerLogin): Promise<RedisServer> {
  const program = requireProgram(context, 'redis-server');
  const folder = new ServerFolder('redis');
  const { certFile, keyFile, ca } = await serverCertificate(folder, 'DNS:localhost');
  const port = await freePort();
  const tlsPort = await freePort();
  const socket = join(folder.path, 's.sock');
  const hash = createHash('sha256').update(password).digest('hex');
  const config = folder.write(
    'redis.conf',
    [
      'bind 127.0.0.1',
      `port ${port}`,
      `tls-port ${tlsPort}`,
      `tls-cert-file ${certFile}`,
      `tls-key-file ${keyFile}`,
      'tls-auth-clients no',
      `unixsocket ${socket}`,
      `dir ${folder.path}`,
      'save ""',
      `user default on #${hash} ~* &* +@all`,
      `user ${JSON.stringify(login)} on #${hash} ~* &* +@all`,
    ].join('\n'),
  );
  const server = await ServerProcess.start({
    program,
    args: [config],
    cwd: folder.path,
    ready: /The server is now ready to accept connections at/,
  });
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    ca,
    socket,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
