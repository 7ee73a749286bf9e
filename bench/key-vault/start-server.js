import { spawn } from 'node:child_process';
import { once } from 'node:events';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { pinned } from './pinned.js';

const PROGRAM = fileURLToPath(new URL('./server.js', import.meta.url));

/** Starts a Key Vault with so many secrets, on a core of its own, that this process trusts. */
export async function startServer(secrets) {
  const [command, args] = pinned(1, process.execPath, [PROGRAM, String(secrets)]);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ options, ca }] = await once(child, 'message');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
  return {
    options,
    /** How many requests, and how many of them for tokens, it had since the last time. */
    async counts() {
      child.send('counts');
      const [counts] = await once(child, 'message');
      return counts;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
