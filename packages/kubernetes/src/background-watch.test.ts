import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { selfSignedCertificate } from '@chatelaine/testing';
import { expect } from 'chai';
import { list, secret } from './test-kit/fake-client.js';

const LABEL = 'airflow.apache.org/variable-name';

/** Reads a variable, which begins the watch, and one that is answered once the watch is there; and closes nothing. */
const SCRIPT = `
  import { createSecrets } from '@chatelaine/core';
  import { kubernetes } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
  const { ACCESS = '' } = process.env;
  const secrets = createSecrets({ backends: [kubernetes({ access: () => JSON.parse(ACCESS) })] });
  const first = await secrets.getVariable('first');
  const second = await secrets.getVariable('second');
  console.log(first.reveal(), second.reveal());
`;

describe('The watch that the cache begins', () => {
  let server: Server;
  let script: ChildProcess | undefined;

  afterEach(() => {
    script?.kill();
    server.closeAllConnections();
    server.close();
  });

  it('lets a script end that has read what it wanted', async () => {
    const { certificate, privateKey } = await selfSignedCertificate({
      commonName: 'localhost',
      addresses: ['127.0.0.1'],
    });
    let tellWatched = (): void => undefined;
    const watched = new Promise<void>((resolve) => {
      tellWatched = resolve;
    });
    server = createServer({ cert: certificate, key: privateKey }, async (request, response) => {
      const query = new URL(request.url ?? '', 'https://localhost').searchParams;
      response.writeHead(200, { 'content-type': 'application/json' });
      if (query.has('watch')) {
        response.flushHeaders();
        tellWatched();
        return;
      }
      if (query.get('labelSelector')?.includes('second')) await watched;
      const items = ['first', 'second'].map((id) => secret(id, { value: id }, { [LABEL]: id }));
      response.end(JSON.stringify(list(items)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const access = { server: `https://127.0.0.1:${port}`, ca: certificate, token: 't', namespace: 'n' };
    const child = spawn(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
      cwd: import.meta.dirname,
      env: { ...process.env, ACCESS: JSON.stringify(access) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    script = child;
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect({ output, code }).to.deep.equal({ output: 'first second\n', code: 0 });
  });
});
