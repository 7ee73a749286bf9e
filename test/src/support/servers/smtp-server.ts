import { join } from 'node:path';
import type { Context } from 'mocha';
import { ROOT } from '../repository.js';
import { freePort } from './free-port.js';
import { requireProgram, skipUnlessRequired } from './require-program.js';
import { runProgram } from './run-program.js';
import type { RunningServer, ServerLogin } from './running-server.js';
import { serverCertificate } from './server-certificate.js';
import { ServerFolder } from './server-folder.js';
import { ServerProcess } from './server-process.js';

/** TLS from the first byte, after STARTTLS (which it insists on), or not at all. */
export type SmtpSecurity = 'implicit' | 'starttls' | 'plain';

const SCRIPT = join(ROOT, 'test/src/support/servers/smtp_server.py');

/** Starts aiosmtpd, which takes messages from one login only. */
export async function startSmtp(
  context: Context,
  security: SmtpSecurity,
  { login, password }: ServerLogin,
): Promise<RunningServer> {
  // Debian's aiosmtpd is seen by Debian's Python only.
  const python = requireProgram(context, 'python3', ['/usr/bin']);
  const folder = new ServerFolder('smtp');
  try {
    await runProgram(python, ['-c', 'import aiosmtpd'], folder.path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    folder.remove();
    skipUnlessRequired(context, `aiosmtpd for ${python} is not installed`);
  }
  const { certFile, keyFile, ca } = await serverCertificate(folder, 'DNS:localhost');
  const port = await freePort();
  const server = await ServerProcess.start({
    program: python,
    args: [SCRIPT, security, certFile, keyFile],
    cwd: folder.path,
    env: { LOGIN: login, PASSWORD: password, PORT: String(port), PYTHONDONTWRITEBYTECODE: '1' },
    ready: /^ready$/m,
  });
  return {
    host: 'localhost',
    port,
    ca,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
