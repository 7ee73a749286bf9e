import { join } from 'node:path';
import type { Context } from 'mocha';
import pg from 'pg';
import { postgresFolders } from './find-program.js';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import { runProgram } from './run-program.js';
import type { RunningServer, ServerLogin } from './running-server.js';
import { serverCertificate } from './server-certificate.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

export interface PostgresServer extends RunningServer {
  /** The folder of its unix socket. */
  readonly socketFolder: string;
}

/** Starts a PostgreSQL that speaks TLS and asks for a password (SCRAM) over TCP and over its socket. */
export async function startPostgres(
  context: Context,
  { login, password }: ServerLogin,
): Promise<PostgresServer> {
  const initdb = requireProgram(context, 'initdb', postgresFolders());
  const postgres = requireProgram(context, 'postgres', postgresFolders());
  const folder = new ServerFolder('postgres');
  const data = join(folder.path, 'data');
  const passwordFile = folder.write('password', password);
  const { certFile, keyFile, ca } = await serverCertificate(folder, 'DNS:localhost');
  const init = ['-D', data, '-A', 'scram-sha-256', '-U', 'postgres', `--pwfile=${passwordFile}`];
  await runProgram(initdb, [...init, '-E', 'UTF8', '--locale=C', '--no-sync'], folder.path);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder.path,
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: certFile,
    ssl_key_file: keyFile,
  };
  const server = await ServerProcess.start({
    program: postgres,
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: folder.path,
    ready: /ready to accept connections/,
    stopSignal: 'SIGINT',
  });
  await createSuperuser({ host: '127.0.0.1', port, user: 'postgres', password }, login, password);
  return {
    host: '127.0.0.1',
    port,
    ca,
    socketFolder: folder.path,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

/** initdb itself fails on a login with a quotation mark in it. */
async function createSuperuser(admin: pg.ClientConfig, login: string, password: string): Promise<void> {
  const client = new pg.Client({ ...admin, database: 'postgres' });
  await client.connect();
  const name = pg.escapeIdentifier(login);
  await client.query(`CREATE ROLE ${name} SUPERUSER LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  await client.end();
}
