import { expect } from 'chai';
import type { JsonObject } from '../json.js';
import { describeExtra, PEM, refused } from './refused.test.fixture.js';
import { anyHostName } from './tls-options.js';
import { toRedis } from './to-redis.js';

const withExtra = (extra: JsonObject, more: object = {}) =>
  toRedis({ type: 'redis', host: 'r', extra, ...more });

describe('toRedis', () => {
  it('says everything in the words of ioredis and of node-redis', () => {
    const fields = { type: 'redis', host: 'r', port: 6380, login: 'me', password: 'p%41', extra: { db: 2 } };
    expect(toRedis(fields)).to.deep.equal({
      host: 'r',
      port: 6380,
      username: 'me',
      password: 'p%41',
      db: 2,
      database: 2,
      socket: { host: 'r', port: 6380 },
    });
  });

  it("leaves out what is empty, so that the driver's defaults hold", () => {
    expect(toRedis({ type: 'redis', host: '', login: '', password: '', schema: '' })).to.deep.equal({});
  });

  it('goes through the unix socket that is the host', () => {
    expect(withExtra({ socket_connect_timeout: 0.5 }, { host: '/run/r.sock', port: 1 })).to.deep.equal({
      path: '/run/r.sock',
      connectTimeout: 500,
      socket: { path: '/run/r.sock', connectTimeout: 500, tls: false },
    });
  });

  for (const [schema, extra, db] of [
    ['', { db: '5' }, 5],
    ['3', {}, 3],
    ['3', { db: 3 }, 3],
    ['', {}, undefined],
  ] satisfies [string, JsonObject, unknown][]) {
    it(`takes ${db} as the database for the schema "${schema}" and ${describeExtra(extra)}`, () => {
      expect(withExtra(extra, { schema }).db).to.equal(db);
    });
  }

  const full = { rejectUnauthorized: true, servername: 'r' };
  for (const [extra, tls] of [
    [{ ssl: true }, full],
    [{ ssl: 'true', ssl_cert_reqs: 'required', ssl_ca_certs: '' }, full],
    [
      { ssl: true, ssl_cert_reqs: 'none' },
      { ...full, rejectUnauthorized: false },
    ],
    [
      { ssl: true, ssl_check_hostname: 'false' },
      { ...full, checkServerIdentity: anyHostName },
    ],
    [
      { ssl: true, ssl_ca_certs: PEM, ssl_certfile: PEM, ssl_keyfile: PEM, ssl_password: 'p' },
      { ...full, ca: PEM, cert: PEM, key: PEM, passphrase: 'p' },
    ],
    [
      { ssl: false, ssl_cert_reqs: 'required', ssl_ca_certs: '/CANARY', ssl_check_hostname: false },
      undefined,
    ],
  ] satisfies [JsonObject, unknown][]) {
    it(`gives TLS for ${describeExtra(extra)}`, () => {
      const options = withExtra(extra);
      expect(options.tls).to.deep.equal(tls);
      expect(options.socket).to.deep.equal(
        tls === undefined ? { host: 'r' } : { host: 'r', ...tls, tls: true },
      );
    });
  }

  it('speaks TLS for the type rediss, and names no address to the server', () => {
    expect(toRedis({ type: 'rediss', host: '10.0.0.5' }).tls).to.deep.equal({ rejectUnauthorized: true });
  });

  for (const [key, extra, more] of [
    ['ssl_ca_certs', { ssl: true, ssl_ca_certs: '/CANARY.pem' }, {}],
    ['ssl_ca_certs', { ssl_ca_certs: PEM }, {}],
    ['ssl_cert_reqs', { ssl_cert_reqs: 'none' }, {}],
    ['ssl_cert_reqs', { ssl: true, ssl_cert_reqs: 'CANARY' }, {}],
    ['ssl_ciphers', { ssl: true, ssl_ciphers: 'CANARY' }, {}],
    ['ssl', { ssl: 'CANARY' }, {}],
    ['ssl', { ssl: false }, { type: 'rediss' }],
    ['db', { db: 'CANARY' }, {}],
    ['db', { db: 1.5 }, {}],
    ['db', { db: 1 }, { schema: '2' }],
    ['db', {}, { schema: 'CANARY' }],
  ] satisfies [string, JsonObject, object][]) {
    it(`refuses ${describeExtra(extra)} with ${describeExtra(more)}, naming ${key}`, () => {
      expect(refused(() => withExtra(extra, more)).field).to.deep.equal(['extra', key]);
    });
  }
});
