// A lockbox for tests, on this machine. Its faults hang on the token, so that each test has its own.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What it does for whom, when it does not look for the value. */
const FAULTS = {
  'Bearer denied': (response) => response.writeHead(403).end(),
  'Bearer throttled with retry-after': (response) => response.writeHead(429, { 'retry-after': '2' }).end(),
  'Bearer throttled without header': (response) => response.writeHead(429).end(),
  'Bearer server error': (response) => response.writeHead(503).end('a page of the load balancer'),
  'Bearer hang': () => undefined,
  'Bearer reset': (response) => response.destroy(),
};

/** Starts it; `values` holds what is stored, by path, and `locked` the paths that nobody may read. */
export async function startLockbox() {
  const lockbox = { values: new Map(), locked: new Set(), requests: 0 };
  const server = createServer(({ url, headers: { authorization } }, response) => {
    lockbox.requests += 1;
    const fault = FAULTS[authorization];
    if (fault !== undefined) return fault(response);
    if (authorization !== 'Bearer right') return response.writeHead(401).end();
    if (lockbox.locked.has(url)) return response.writeHead(403).end();
    const value = lockbox.values.get(url);
    return value === undefined ? response.writeHead(404).end() : response.end(value);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  lockbox.url = `http://127.0.0.1:${server.address().port}`;
  lockbox.close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return lockbox;
}
