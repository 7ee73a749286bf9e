import { expect } from 'chai';
import { chooseCredential } from './credential-kind.js';
import { caught } from './test-kit/caught.js';
import { SERVICE_ACCOUNT } from './test-kit/service-account.js';

describe('The choice of a credential', () => {
  it('is the one that the options name, or what the environment has', () => {
    expect(chooseCredential({}, false, 'gcp')).to.equal('default');
    expect(chooseCredential({ key: SERVICE_ACCOUNT }, false, 'gcp')).to.equal('key');
    expect(chooseCredential({ keyFile: 'k.json' }, false, 'gcp')).to.equal('keyFile');
    expect(chooseCredential({ credentialConfigFile: 'c.json' }, false, 'gcp')).to.equal(
      'credentialConfigFile',
    );
    expect(chooseCredential({}, true, 'gcp')).to.equal('given');
  });

  it('is none of two that are given together', async () => {
    const error = await caught(() => chooseCredential({ key: SERVICE_ACCOUNT, keyFile: 'k' }, false, 'gcp'));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['keyFile'] });
    for (const options of [{ keyFile: 'k' }, { impersonationChain: 'a' }, { scopes: ['s'] }]) {
      const beside = await caught(() => chooseCredential(options, true, 'gcp'));
      expect(beside.field).to.deep.equal(Object.keys(options));
    }
  });

  it('checks a key that is at hand before anything is asked', async () => {
    const user = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' };
    expect((await caught(() => chooseCredential({ key: user }, false, 'gcp'))).hint).to.include(
      'service_account',
    );
    expect(chooseCredential({ credentialConfig: user }, false, 'gcp')).to.equal('credentialConfig');
  });
});
