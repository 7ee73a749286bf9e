import { expect } from 'chai';
import type { JsonObject } from '../json.js';
import { describeExtra, PEM, refused } from './refused.test.fixture.js';
import { anyHostName } from './tls-options.js';
import { toPostgres } from './to-postgres.js';

const withExtra = (extra: JsonObject) => toPostgres({ type: 'postgres', host: 'db', extra });

describe('toPostgres', () => {
  it('takes the fields as they are', () => {
    const fields = { type: 'postgres', host: 'db', port: 5433, login: 'me', password: 'p%41', schema: 'app' };
    const options = { host: 'db', port: 5433, user: 'me', password: 'p%41', database: 'app' };
    expect(toPostgres(fields)).to.deep.equal(options);
  });

  it("leaves out what is empty, port 0 and what no driver knows, so that the driver's defaults hold", () => {
    const fields = {
      type: 'postgres',
      host: '',
      port: 0,
      login: '',
      schema: '',
      extra: { cursor: 'dictcursor' },
    };
    expect(toPostgres(fields)).to.deep.equal({});
    expect(toPostgres({ ...fields, password: '' })).to.deep.equal({ password: '' });
  });

  it('maps the parameters of libpq, as JSON or as text of a URI', () => {
    const options = {
      host: 'db',
      connectionTimeoutMillis: 2500,
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
      application_name: 'app',
      options: '-c a=b',
      enableChannelBinding: true,
      sslnegotiation: 'direct',
    };
    const rest = {
      application_name: 'app',
      options: '-c a=b',
      channel_binding: 'prefer',
      sslnegotiation: 'direct',
    };
    expect(withExtra({ connect_timeout: 2.5, keepalives: 1, keepalives_idle: 60, ...rest })).to.deep.equal(
      options,
    );
    expect(
      withExtra({ connect_timeout: '2.5', keepalives: '1', keepalives_idle: '60', ...rest }),
    ).to.deep.equal(options);
  });

  for (const [extra, ssl] of [
    [{ sslmode: 'disable', sslrootcert: '/CANARY' }, false],
    [{ sslmode: 'require' }, { rejectUnauthorized: false }],
    [{ sslmode: 'no-verify' }, { rejectUnauthorized: false }],
    [
      { sslmode: 'require', sslrootcert: PEM },
      { rejectUnauthorized: true, checkServerIdentity: anyHostName, ca: PEM },
    ],
    [{ sslmode: 'verify-ca' }, { rejectUnauthorized: true, checkServerIdentity: anyHostName }],
    [{ sslmode: 'verify-full', sslrootcert: 'system' }, { rejectUnauthorized: true }],
    [
      { sslmode: 'VERIFY-FULL', sslcert: PEM, sslkey: PEM, sslpassword: 'p', sslcrl: PEM },
      { rejectUnauthorized: true, cert: PEM, key: PEM, passphrase: 'p', crl: PEM },
    ],
    [
      { sslmode: 'verify-full', ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: 'tlsv1.3' },
      { rejectUnauthorized: true, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
    ],
    [{}, undefined],
  ] satisfies [JsonObject, unknown][]) {
    it(`gives ssl for ${describeExtra(extra)}`, () => {
      expect(withExtra(extra).ssl).to.deep.equal(ssl);
    });
  }

  it('turns TLS off over a unix socket, as libpq does', () => {
    const options = toPostgres({ type: 'postgres', host: '/tmp/x', extra: { sslmode: 'require' } });
    expect(options).to.deep.equal({ host: '/tmp/x', ssl: false });
  });

  for (const [key, extra] of [
    ['sslmode', { sslmode: 'prefer' }],
    ['sslmode', { sslmode: 'allow' }],
    ['sslmode', { sslmode: 'CANARY' }],
    ['sslrootcert', { sslmode: 'verify-ca', sslrootcert: '/CANARY.pem' }],
    ['sslrootcert', { sslrootcert: PEM }],
    ['sslkey', { sslmode: 'verify-full', sslkey: 'CANARY' }],
    ['sslcert', { sslmode: 'verify-full', sslcert: ['CANARY'] }],
    ['sslcrldir', { sslmode: 'verify-full', sslcrldir: '/CANARY' }],
    ['ssl_min_protocol_version', { sslmode: 'require', ssl_min_protocol_version: 'CANARY' }],
    ['channel_binding', { channel_binding: 'require' }],
    ['gssencmode', { gssencmode: 'require' }],
    ['require_auth', { require_auth: 'CANARY' }],
    ['iam', { iam: 'true' }],
    ['service', { service: 'CANARY' }],
    ['passfile', { passfile: 'CANARY' }],
    ['connect_timeout', { connect_timeout: 'CANARY' }],
    ['connect_timeout', { connect_timeout: 9_000_000 }],
    ['keepalives', { keepalives: 'CANARY' }],
    ['options', { options: { CANARY: 1 } }],
  ] satisfies [string, JsonObject][]) {
    it(`refuses ${describeExtra(extra)}, naming ${key}`, () => {
      const error = refused(() => withExtra(extra));
      expect(error.field).to.deep.equal(['extra', key]);
      expect(error.message).to.include(`"${key}"`);
      expect(error.hint).to.be.a('string');
    });
  }

  it('passes over what is false, null or empty, as a form leaves it behind', () => {
    expect(withExtra({ iam: false, service: '', sslmode: null, sslrootcert: '' })).to.deep.equal({
      host: 'db',
    });
  });

  it('gives a new object each time, which a driver may change', () => {
    const { ssl } = withExtra({ sslmode: 'require' });
    expect(withExtra({ sslmode: 'require' }).ssl).to.not.equal(ssl);
    expect(Object.isFrozen(ssl)).to.equal(false);
  });
});
