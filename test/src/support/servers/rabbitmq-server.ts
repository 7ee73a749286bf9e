import { join } from 'node:path';
import type { Context } from 'mocha';
import { freePort } from './free-port.js';
import { requireProgram } from './require-program.js';
import type { RunningServer, ServerLogin } from './running-server.js';
import { serverCertificate } from './server-certificate.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

export interface RabbitmqServer extends RunningServer {
  readonly tlsPort: number;
}

/** Starts a RabbitMQ with one login and one virtual host, beside a port mapper (epmd) of its own. */
export async function startRabbitmq(
  context: Context,
  { login, password, vhost }: ServerLogin & { readonly vhost: string },
): Promise<RabbitmqServer> {
  // The script in PATH wants to be root or "rabbitmq"; the one that it calls does not.
  const program = requireProgram(context, 'rabbitmq-server', ['/usr/lib/rabbitmq/bin']);
  const epmdProgram = requireProgram(context, 'epmd');
  const folder = new ServerFolder('rabbitmq');
  const { certFile, keyFile, ca } = await serverCertificate(folder, 'DNS:localhost');
  const [port, tlsPort, epmdPort, nodePort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const config = folder.write(
    'advanced.config',
    `[{rabbit, [
       {tcp_listeners, [{"127.0.0.1", ${port}}]}, {ssl_listeners, [{"127.0.0.1", ${tlsPort}}]},
       {ssl_options, [{certfile, "${certFile}"}, {keyfile, "${keyFile}"}, {verify, verify_none}]},
       {default_user, ${binary(login)}}, {default_pass, ${binary(password)}}, {default_vhost, ${binary(vhost)}}
     ]}].`,
  );
  const epmd = await ServerProcess.start({
    program: epmdProgram,
    args: ['-d', '-port', String(epmdPort), '-address', '127.0.0.1'],
    cwd: folder.path,
    ready: /epmd running/,
  });
  const stopAll = async (server?: ServerProcess): Promise<void> => {
    await server?.stop();
    await epmd.stop();
    folder.remove();
  };
  try {
    const server = await ServerProcess.start({
      program,
      args: [],
      cwd: folder.path,
      env: {
        HOME: folder.path,
        ERL_EPMD_PORT: String(epmdPort),
        RABBITMQ_NODENAME: 'chatelaine@localhost',
        RABBITMQ_DIST_PORT: String(nodePort),
        RABBITMQ_CONF_ENV_FILE: '/dev/null',
        RABBITMQ_ADVANCED_CONFIG_FILE: config,
        RABBITMQ_CONFIG_FILE: folder.write('rabbitmq.conf', ''),
        RABBITMQ_ENABLED_PLUGINS_FILE: folder.write('enabled_plugins', '[].'),
        RABBITMQ_MNESIA_BASE: join(folder.path, 'data'),
        RABBITMQ_LOG_BASE: join(folder.path, 'log'),
        // Makes the script become the Erlang machine, so that its process id is the server's.
        RABBITMQ_ALLOW_INPUT: '1',
        RABBITMQ_SERVER_START_ARGS: '-noinput',
      },
      ready: /completed with \d+ plugins/,
    });
    return { host: '127.0.0.1', port, tlsPort, ca, stop: () => stopAll(server) };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** The text as an Erlang binary. */
const binary = (text: string): string => `<<${[...Buffer.from(text)].join(',')}>>`;
