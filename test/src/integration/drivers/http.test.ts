import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { toHttp } from 'chatelaine/drivers';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

describe('toHttp, against an HTTP server', () => {
  let seen: IncomingMessage | undefined;
  const server = createServer((request, response) => {
    seen = request;
    response.writeHead(request.url === '/moved' ? 302 : 200, { location: '/' }).end();
  });
  const get = async (more: object, path = ''): Promise<number> => {
    const fields = { type: 'http', host: '127.0.0.1', port: (server.address() as AddressInfo).port, ...more };
    const options = toHttp(storedAsUri(fields));
    const { status } = await fetch(`${options.url}${path}`, options);
    return status;
  };

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  it('sends a hard login and password', async () => {
    expect(await get({ login: 'app/é@', password: HARDEST_PASSWORD })).to.equal(200);
    const [scheme, text = ''] = seen?.headers.authorization?.split(' ') ?? [];
    expect(scheme).to.equal('Basic');
    expect(Buffer.from(text, 'base64').toString('utf8')).to.equal(`app/é@:${HARDEST_PASSWORD}`);
  });

  it('sends the headers of the extra', async () => {
    await get({ extra: { 'X-Api-Key': 'a b=c&d+é', timeout: '5' } });
    expect(seen?.headers).to.have.property('x-api-key', 'a b=c&d+é');
    expect(seen?.headers).to.not.have.property('timeout');
  });

  it('asks below the base path that the schema is', async () => {
    await get({ schema: 'base/a b?c%' }, '/item');
    expect(seen?.url).to.equal('/base/a%20b%3Fc%25/item');
  });

  it('follows redirects unless told otherwise', async () => {
    expect(await get({}, '/moved')).to.equal(200);
    expect(await get({ extra: { allow_redirects: 'false' } }, '/moved')).to.equal(302);
  });
});
