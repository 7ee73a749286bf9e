import { expect } from 'chai';
import { NO_TLS, UNTRUSTED, unreached } from './unreached.js';

describe('A service that was not reached', () => {
  const of = (code: string) => unreached('Vault', code, { noHost: 'no host', other: 'other' });

  it('is unavailable, and says by which code', () => {
    expect(of('ECONNREFUSED')).to.deep.equal({
      code: 'UNAVAILABLE',
      problem: 'did not reach Vault (ECONNREFUSED)',
      hint: 'other',
    });
  });

  it('has a next step for a name, for names, and for a certificate', () => {
    expect(of('ENOTFOUND').hint).to.equal('no host');
    expect(of('EAI_AGAIN').hint).to.include('resolved');
    expect(of('CERT_HAS_EXPIRED').hint).to.equal(UNTRUSTED);
    for (const code of ['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER']) expect(of(code).hint).to.equal(NO_TLS);
    const hints = { noHost: '', other: '', untrusted: 'Give "caFile".' };
    expect(unreached('Vault', 'CERT_HAS_EXPIRED', hints).hint).to.equal('Give "caFile".');
  });
});
