import { expect } from 'chai';
import type { JsonObject } from '../json.js';
import { describeExtra, PEM, refused } from './refused.test.fixture.js';
import { toMysql } from './to-mysql.js';

const withExtra = (extra: JsonObject, host = 'db') => toMysql({ type: 'mysql', host, extra });

describe('toMysql', () => {
  it('takes the fields as they are', () => {
    const fields = { type: 'mysql', host: 'db', port: 3307, login: 'me', password: 'p%41', schema: 'app' };
    const options = { host: 'db', port: 3307, user: 'me', password: 'p%41', database: 'app' };
    expect(toMysql(fields)).to.deep.equal(options);
    expect(toMysql({ ...fields, type: 'mariadb' })).to.deep.equal(options);
  });

  it('follows charset and connect_timeout, and leaves out what the driver does not know', () => {
    const extra = { charset: 'utf8mb4', connect_timeout: '3', cursor: 'sscursor', local_infile: true };
    expect(withExtra(extra)).to.deep.equal({ host: 'db', charset: 'utf8mb4', connectTimeout: 3000 });
  });

  it('goes through the unix socket of the host or the extra, without TLS', () => {
    const path = '/run/s.sock';
    const extra = { ssl_mode: 'REQUIRED' };
    expect(withExtra(extra, path)).to.deep.equal({ socketPath: path });
    expect(withExtra({ ...extra, unix_socket: path })).to.deep.equal({ socketPath: path });
    expect(refused(() => withExtra({ unix_socket: '/CANARY' }, path)).field).to.deep.equal([
      'extra',
      'unix_socket',
    ]);
  });

  const full = { rejectUnauthorized: true, verifyIdentity: true };
  for (const [extra, ssl] of [
    [{}, undefined],
    [{ ssl_mode: 'DISABLED', ssl: { ca: '/CANARY' } }, undefined],
    [{ ssl_disabled: 'True' }, undefined],
    [{ ssl: false }, undefined],
    [{ ssl: true }, full],
    [{ ssl: {} }, full],
    [{ ssl: { ca: PEM, cert: PEM, key: PEM } }, { ...full, ca: PEM, cert: PEM, key: PEM }],
    [{ ssl: JSON.stringify({ ca: PEM }) }, { ...full, ca: PEM }],
    [{ ssl_ca: PEM }, { ...full, ca: PEM }],
    [{ ssl_mode: 'required' }, { rejectUnauthorized: false, verifyIdentity: false }],
    [
      { ssl_mode: 'REQUIRED', ssl_ca: PEM },
      { rejectUnauthorized: true, verifyIdentity: false, ca: PEM },
    ],
    [
      { ssl_mode: 'VERIFY_CA', ssl_ca: PEM },
      { rejectUnauthorized: true, verifyIdentity: false, ca: PEM },
    ],
    [{ ssl_mode: 'VERIFY_IDENTITY' }, full],
  ] satisfies [JsonObject, unknown][]) {
    it(`gives ssl for ${describeExtra(extra)}`, () => {
      expect(withExtra(extra).ssl).to.deep.equal(ssl);
    });
  }

  for (const [key, extra] of [
    ['ssl_mode', { ssl_mode: 'PREFERRED' }],
    ['ssl_mode', { ssl_mode: 'CANARY' }],
    ['ssl_mode', { ssl_mode: 'REQUIRED', ssl: false }],
    ['ssl.ca', { ssl: { ca: '/CANARY.pem' } }],
    ['ssl', { ssl: { CANARY: true } }],
    ['ssl', { ssl: '{"ca": CANARY' }],
    ['ssl', { ssl: ['CANARY'] }],
    ['ssl_cert', { ssl_mode: 'VERIFY_CA', ssl_cert: 'CANARY' }],
    ['ssl_capath', { ssl_capath: 'CANARY' }],
    ['iam', { iam: true }],
    ['init_command', { init_command: 'CANARY' }],
    ['read_default_file', { read_default_file: 'CANARY' }],
  ] satisfies [string, JsonObject][]) {
    it(`refuses ${describeExtra(extra)}, naming ${key}`, () => {
      expect(refused(() => withExtra(extra)).field).to.deep.equal(['extra', key]);
    });
  }

  it('refuses to check a certificate for an address, which mysql2 would check for "localhost"', () => {
    for (const host of ['10.0.0.5', 'fe80::1']) {
      expect(refused(() => withExtra({ ssl_mode: 'VERIFY_IDENTITY' }, host)).message).to.include('VERIFY_CA');
      expect(withExtra({ ssl_mode: 'VERIFY_CA' }, host).ssl).to.deep.equal({
        ...full,
        verifyIdentity: false,
      });
    }
  });
});
