import { expect } from 'chai';
import { toRedis } from 'chatelaine/drivers';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { RedisServer } from '../../support/servers/redis-server.js';
import { startRedis } from '../../support/servers/redis-server.js';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

const LOGIN = 'app:user/é@%41';

type Form = ReturnType<typeof toRedis>;

const CLIENTS = {
  ioredis: async (options: Form): Promise<string[]> => {
    const client = new Redis({ ...options, lazyConnect: true, retryStrategy: null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return [await client.acl('WHOAMI'), String(await client.client('INFO'))];
    } finally {
      client.disconnect();
    }
  },
  'node-redis': async (options: Form): Promise<string[]> => {
    const client = createClient(options);
    client.on('error', () => client.destroy());
    await client.connect();
    try {
      return [await client.aclWhoAmI(), String(await client.sendCommand(['CLIENT', 'INFO']))];
    } finally {
      client.destroy();
    }
  },
};

for (const [name, connect] of Object.entries(CLIENTS)) {
  describe(`toRedis, against Redis with ${name}`, () => {
    let server: RedisServer;
    const ask = (more: object): Promise<string[]> =>
      connect(
        toRedis(
          storedAsUri({
            type: 'redis',
            host: server.host,
            port: server.port,
            login: LOGIN,
            password: HARDEST_PASSWORD,
            ...more,
          }),
        ),
      );
    const failed = async (work: Promise<unknown>): Promise<string> => {
      try {
        await work;
      } catch (error) {
        return String(error);
      }
      throw new Error('Expected the server to refuse.');
    };

    before(async function () {
      server = await startRedis(this, { login: LOGIN, password: HARDEST_PASSWORD });
    });
    after(async () => await server?.stop());

    it('logs in with a hard login and password', async () => {
      const [who] = await ask({});
      expect(who).to.equal(LOGIN);
    });

    it('logs in with a password alone', async () => {
      const [who] = await ask({ login: '' });
      expect(who).to.equal('default');
    });

    it('is refused with another password', async () => {
      expect(await failed(ask({ password: `${HARDEST_PASSWORD}x` }))).to.not.equal('');
    });

    it('chooses the database of the extra, or of the schema', async () => {
      const [, byExtra] = await ask({ extra: { db: 3 } });
      expect(byExtra).to.contain(' db=3 ');
      const [, bySchema] = await ask({ schema: '4' });
      expect(bySchema).to.contain(' db=4 ');
    });

    it('connects through the unix socket that is the host', async () => {
      const [, info] = await ask({ host: server.socket, extra: { socket_connect_timeout: '5' } });
      expect(info).to.contain(server.socket);
    });

    it('speaks TLS, and checks the certificate unless told otherwise', async () => {
      const tls = { type: 'rediss', host: 'localhost', port: server.tlsPort };
      const [who] = await ask({ ...tls, extra: { ssl_ca_certs: server.ca } });
      expect(who).to.equal(LOGIN);
      const [unchecked] = await ask({ ...tls, type: 'redis', extra: { ssl: 'true', ssl_cert_reqs: 'none' } });
      expect(unchecked).to.equal(LOGIN);
      const byAddress = { ...tls, host: server.host };
      const [anyName] = await ask({
        ...byAddress,
        extra: { ssl_ca_certs: server.ca, ssl_check_hostname: 'false' },
      });
      expect(anyName).to.equal(LOGIN);
      expect(await failed(ask(tls))).to.not.equal('');
      expect(await failed(ask({ ...byAddress, extra: { ssl_ca_certs: server.ca } }))).to.not.equal('');
    });
  });
}
