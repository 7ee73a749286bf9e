import { join } from 'node:path';
import type { Context } from 'mocha';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import { runProgram } from './run-program.js';
import type { RunningServer, ServerLogin } from './running-server.js';
import { serverCertificate } from './server-certificate.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

export interface MariadbServer extends RunningServer {
  readonly socket: string;
}

/** Starts a MariaDB with one login, which owns one database, and TLS for those who ask for it. */
export async function startMariadb(
  context: Context,
  { login, password, database }: ServerLogin & { readonly database: string },
): Promise<MariadbServer> {
  const install = requireProgram(context, 'mariadb-install-db');
  const mariadbd = requireProgram(context, 'mariadbd');
  const folder = new ServerFolder('mariadb');
  const data = join(folder.path, 'data');
  const socket = join(folder.path, 's.sock');
  const { certFile, keyFile, ca } = await serverCertificate(folder, 'DNS:localhost');
  const paths = ['--no-defaults', `--datadir=${data}`];
  await runProgram(
    install,
    [...paths, '--auth-root-authentication-method=normal', '--skip-test-db'],
    folder.path,
  );
  const user = `${quoted(login)}@'%'`;
  const initFile = folder.write(
    'init.sql',
    [
      `CREATE DATABASE \`${database.replaceAll('`', '``')}\`;`,
      `CREATE USER ${user} IDENTIFIED BY ${quoted(password)};`,
      `GRANT ALL ON *.* TO ${user};`,
    ].join('\n'),
  );
  const port = await freePort();
  const network = ['--bind-address=127.0.0.1', `--port=${port}`, `--socket=${socket}`, '--skip-name-resolve'];
  const tls = [`--ssl-cert=${certFile}`, `--ssl-key=${keyFile}`];
  const server = await ServerProcess.start({
    program: mariadbd,
    args: [...paths, ...network, ...tls, '--character-set-server=utf8mb4', `--init-file=${initFile}`],
    cwd: folder.path,
    ready: /ready for connections/,
  });
  return {
    host: '127.0.0.1',
    port,
    ca,
    socket,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
