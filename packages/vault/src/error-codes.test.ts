import { expect } from 'chai';
import { meaningOf } from './error-codes.js';
import type { VaultAnswer } from './http/vault-answer.js';

describe('What an answer of Vault means', () => {
  const codeOf = (answer: VaultAnswer) => meaningOf(answer)?.code ?? 'missing';
  const said = (status: number, ...errors: readonly string[]) => codeOf({ status, body: { errors } });

  it('is that nothing is there: never written, deleted, destroyed, revoked', () => {
    expect(said(404)).to.equal('missing');
    const deleted = { data: null, metadata: { deletion_time: '2024-01-01T00:00:00Z', destroyed: false } };
    expect(codeOf({ status: 404, body: { data: deleted } })).to.equal('missing');
    expect(said(400, 'invalid lease')).to.equal('missing');
    expect(said(400, 'lease not found')).to.equal('missing');
  });

  it('is that something is set up wrongly: version, mount, namespace, role', () => {
    const warnings = ['Invalid path for a versioned K/V secrets engine. See the API docs.'];
    expect(codeOf({ status: 404, body: { data: null, warnings } })).to.equal('INVALID_CONFIG');
    expect(said(404, 'no handler for route "x/data/y". route entry not found.')).to.equal('INVALID_CONFIG');
    expect(said(404, 'namespace not found')).to.equal('INVALID_CONFIG');
    expect(said(400, 'unknown role: app')).to.equal('INVALID_CONFIG');
    expect(codeOf({ nodeCode: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' })).to.equal('INVALID_CONFIG');
  });

  it('is a denial by policy, or a token that is not accepted', () => {
    expect(said(403, '1 error occurred:\n\t* permission denied\n\n')).to.equal('ACCESS_DENIED');
    expect(said(403, 'permission denied')).to.equal('UNAUTHENTICATED');
    expect(said(403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n')).to.equal(
      'UNAUTHENTICATED',
    );
  });

  it('is that it may go better later: sealed, standby, behind, broken, not reached', () => {
    for (const status of [412, 472, 473, 500, 501, 502, 503, 504])
      expect(said(status, 'x')).to.equal('UNAVAILABLE');
    for (const networkCode of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED'])
      expect(codeOf({ networkCode })).to.equal('UNAVAILABLE');
    expect(meaningOf({ networkCode: 'EPROTO' })?.hint).to.include('answers without TLS');
    expect(said(429, 'rate limit quota exceeded')).to.equal('THROTTLED');
  });

  it('is that somebody else answered: no JSON, another 404, a redirect, no end', () => {
    expect(codeOf({ status: 200 })).to.equal('UNAVAILABLE');
    expect(codeOf({ status: 404 })).to.equal('UNAVAILABLE');
    for (const data of [null, { msg: 'route not found' }])
      expect(codeOf({ status: 404, body: { data } })).to.equal('UNAVAILABLE');
    expect(codeOf({ status: 307 })).to.equal('UNAVAILABLE');
    expect(codeOf({ nodeCode: 'ANSWER_TOO_LONG' })).to.equal('UNAVAILABLE');
    expect(codeOf({ nodeCode: 'HPE_INVALID_CONSTANT' })).to.equal('UNAVAILABLE');
  });

  it('is that a write was refused', () => {
    expect(said(400, 'check-and-set parameter did not match the current version')).to.equal('ACCESS_DENIED');
    expect(said(400, 'check-and-set parameter required for this call')).to.equal('UNSUPPORTED');
    expect(said(413, 'x')).to.equal('INVALID_VALUE');
  });

  it('is not known otherwise', () => {
    expect(said(418, 'x')).to.equal('INTERNAL');
    expect(said(400, 'x')).to.equal('INTERNAL');
    expect(codeOf({ error: new Error('x') })).to.equal('INTERNAL');
  });
});
