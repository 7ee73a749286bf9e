import { expect } from 'chai';
import type { ConnectionFields } from '../connection/connection-fields.js';
import type { JsonObject } from '../json.js';
import { describeExtra, refused } from './refused.test.fixture.js';
import { toHttp } from './to-http.js';

const withExtra = (extra: JsonObject, more: object = {}) =>
  toHttp({ type: 'http', host: 'h', extra, ...more });

describe('toHttp', () => {
  for (const [fields, url] of [
    [{ host: 'h' }, 'http://h'],
    [{ host: 'h', port: 0 }, 'http://h'],
    [{ host: 'h', port: 8080 }, 'http://h:8080'],
    [{ host: 'h:8080' }, 'http://h:8080'],
    [{ host: 'h', schema: 'https' }, 'https://h'],
    [{ host: 'https://h', schema: '' }, 'https://h'],
    [{ host: 'https://h', port: 8443, schema: 'p' }, 'https://h:8443/p'],
    [{ host: 'HTTPS://h/base/', schema: 'https' }, 'https://h/base'],
    [{ host: 'http://h/base', port: 81, schema: '/a b/c?d/' }, 'http://h:81/base/a%20b/c%3Fd'],
    [{ type: 'https', host: 'h' }, 'https://h'],
    [{ host: '::1', port: 80 }, 'http://[::1]:80'],
    [{ host: '[2001:db8::1]:81' }, 'http://[2001:db8::1]:81'],
    [{ host: 'https://[::1]/x' }, 'https://[::1]/x'],
    [{ host: 'höst.example' }, 'http://höst.example'],
  ] satisfies [ConnectionFields, string][]) {
    it(`makes ${url} of ${JSON.stringify(fields)}`, () => {
      expect(toHttp({ type: 'http', ...fields })).to.deep.equal({ url, headers: {} });
    });
  }

  for (const [what, fields] of [
    ['no host', { host: '' }],
    ['two protocols', { host: 'http://h', schema: 'https' }],
    ['a protocol other than the type', { type: 'https', host: 'http://h' }],
    ['a login in the host', { host: 'CANARY@h' }],
    ['a query in the host', { host: 'h?CANARY' }],
    ['a line end in the host', { host: 'h\nCANARY' }],
    ['another protocol', { host: 'ftp://CANARY' }],
    ['two ports', { host: 'h:81', port: 82 }],
    ['a port that is none', { host: 'h:99999' }],
    ['an address that is none', { host: '[::1' }],
    ['a zone', { host: 'fe80::1%eth0' }],
    ['half a surrogate pair in the schema', { host: 'h', schema: '\ud800' }],
    ['a ":" in the login', { host: 'h', login: 'a:CANARY', password: 'CANARY' }],
  ] satisfies [string, ConnectionFields][]) {
    it(`refuses ${what}`, () => {
      expect(refused(() => toHttp({ type: 'http', ...fields })).hint).to.be.a('string');
    });
  }

  it('sends login and password as Basic in UTF-8', () => {
    const { headers } = withExtra({}, { login: 'é', password: 'p:日' });
    expect(headers).to.deep.equal({ authorization: `Basic ${Buffer.from('é:p:日').toString('base64')}` });
    expect(withExtra({}, { login: 'me' }).headers).to.deep.equal({ authorization: 'Basic bWU6' });
  });

  it('sends each key of the extra as a header, but for what steers the request', () => {
    const extra = {
      'X-Key': 'k',
      'X-Number': 5,
      'X-Off': null,
      __proto__x: 'y',
      stream: true,
      trust_env: false,
    };
    expect(withExtra({ ...extra, timeout: '2', allow_redirects: 'false', verify: 'true' })).to.deep.equal({
      url: 'http://h',
      headers: { 'X-Key': 'k', 'X-Number': '5', __proto__x: 'y' },
      redirect: 'manual',
      timeoutMs: 2000,
    });
  });

  for (const [key, extra, more] of [
    ['verify', { verify: false }, {}],
    ['verify_ssl', { verify_ssl: 'False' }, {}],
    ['verify', { verify: '/CANARY.pem' }, {}],
    ['cert', { cert: 'CANARY' }, {}],
    ['proxies', { proxies: { https: 'CANARY' } }, {}],
    ['auth_type', { auth_type: 'CANARY' }, {}],
    ['X-Key', { 'X-Key': 'a\r\nCANARY' }, {}],
    ['X-Key', { 'X-Key': '日CANARY' }, {}],
    ['X-Key', { 'X-Key': { CANARY: 1 } }, {}],
    ['Authorization', { Authorization: 'CANARY' }, { login: 'me' }],
  ] satisfies [string, JsonObject, object][]) {
    it(`refuses ${describeExtra(extra)}, naming ${key}`, () => {
      expect(refused(() => withExtra(extra, more)).field).to.deep.equal(['extra', key]);
    });
  }

  it('refuses a key that is no name of a header, without quoting it', () => {
    expect(refused(() => withExtra({ 'CANARY a': 'b' })).field).to.deep.equal(['extra']);
  });
});
