import { expect } from 'chai';
import type { JsonObject } from '../json.js';
import { describeExtra, refused } from './refused.test.fixture.js';
import { toSmtp } from './to-smtp.js';

const withExtra = (extra: JsonObject, type = 'smtp') =>
  toSmtp({ type, host: 'm', login: 'me', password: 'p', extra });
const base = { host: 'm', auth: { user: 'me', pass: 'p' } };

describe('toSmtp', () => {
  it('speaks TLS from the first byte unless told otherwise', () => {
    expect(toSmtp({ type: 'smtp', host: 'm', port: 465, login: 'me', password: 'p' })).to.deep.equal({
      ...base,
      port: 465,
      secure: true,
    });
  });

  for (const [extra, options] of [
    [{ disable_tls: true }, { secure: true }],
    [{ disable_ssl: true }, { secure: false, requireTLS: true }],
    [
      { disable_ssl: 'True', disable_tls: 'true' },
      { secure: false, ignoreTLS: true },
    ],
    [{ ssl_context: 'default' }, { secure: true }],
    [{ ssl_context: 'none' }, { secure: true, tls: { rejectUnauthorized: false } }],
    [
      { timeout: '30' },
      { secure: true, connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 30_000 },
    ],
    [{ from_email: 'a@b.example' }, { secure: true, defaults: { from: 'a@b.example' } }],
    [{ retry_limit: 5, subject_template: '/x' }, { secure: true }],
  ] satisfies [JsonObject, object][]) {
    it(`follows ${describeExtra(extra)}`, () => {
      expect(withExtra(extra)).to.deep.equal({ ...base, ...options });
    });
  }

  it('logs in with a token where oauth2 is asked for, and not at all without a login', () => {
    const auth = { type: 'OAuth2', user: 'me', accessToken: 't' };
    expect(withExtra({ auth_type: 'oauth2', access_token: 't' }).auth).to.deep.equal(auth);
    expect(toSmtp({ type: 'smtps', host: 'm', login: '', password: 'p' })).to.deep.equal({
      host: 'm',
      secure: true,
    });
  });

  for (const [key, extra, type] of [
    ['auth_type', { auth_type: 'oauth2', client_secret: 'CANARY' }, 'smtp'],
    ['auth_type', { auth_type: 'CANARY' }, 'smtp'],
    ['disable_ssl', { disable_ssl: true }, 'smtps'],
    ['disable_ssl', { disable_ssl: 'CANARY' }, 'smtp'],
    ['ssl_context', { ssl_context: 'CANARY' }, 'smtp'],
    ['timeout', { timeout: -1 }, 'smtp'],
  ] satisfies [string, JsonObject, string][]) {
    it(`refuses ${describeExtra(extra)} for ${type}, naming ${key}`, () => {
      expect(refused(() => withExtra(extra, type)).field).to.deep.equal(['extra', key]);
    });
  }
});
