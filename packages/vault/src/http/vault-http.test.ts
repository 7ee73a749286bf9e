import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { isSuccess, type VaultAnswer } from './vault-answer.js';
import { VaultHttp, type VaultRequest } from './vault-http.js';

describe('A request to Vault', () => {
  let server: Server;
  let http: VaultHttp;
  const seen: IncomingMessage[] = [];

  afterEach(async () => {
    http.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    seen.length = 0;
  });

  async function asked(
    answer: RequestListener,
    request: Partial<VaultRequest> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<VaultAnswer> {
    server = createServer((message, response) => {
      seen.push(message);
      answer(message, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    http = new VaultHttp({ origin: `http://127.0.0.1:${port}`, prefix: '/proxy', namespace: 'team' });
    return http.send({ method: 'GET', path: 'a b/c?d', ...request }, { token: 'T', tls: {} }, signal);
  }

  it('encodes each part of its path, and names token and namespace', async () => {
    const answer = await asked((_message, response) => response.end('{"data":{}}'), {
      query: { list: 'true' },
    });
    expect(isSuccess(answer)).to.equal(true);
    expect(seen[0]?.url).to.equal('/proxy/v1/a%20b/c%3Fd?list=true');
    expect(seen[0]?.headers).to.include({ 'x-vault-token': 'T', 'x-vault-namespace': 'team' });
  });

  it('follows no redirect', async () => {
    const answer = await asked((_message, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    expect(answer.status).to.equal(307);
    expect(seen).to.have.length(1);
  });

  it('reads no answer that has no end', async () => {
    const chunk = 'a'.repeat(1024 * 1024);
    const answer = await asked((_message, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(answer).to.include({ nodeCode: 'ANSWER_TOO_LONG' });
  });

  it('takes an answer that is no object for none', async () => {
    expect(isSuccess(await asked((_message, response) => response.end('[1]')))).to.equal(false);
  });

  it('waits at least a second where a quota says that none is needed', async () => {
    const answer = await asked((_message, response) =>
      response.writeHead(429, { 'retry-after': '0' }).end('{}'),
    );
    expect(answer.retryAfterMs).to.equal(1_000);
  });

  it('ends when its signal says so', async () => {
    const controller = new AbortController();
    const answer = await asked(() => controller.abort(), {}, controller.signal);
    expect(answer.status).to.equal(undefined);
  });
});
