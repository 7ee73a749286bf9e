import { expect } from 'chai';
import { checkEndpoints, isSafeAddress } from './endpoints.js';
import { caught } from './test-kit/caught.js';

describe('Where tokens go', () => {
  it("is Google's global endpoint, or that of a location", () => {
    expect(checkEndpoints({}, 'gcp')).to.deep.equal({
      secretManager: 'https://secretmanager.googleapis.com',
      iam: 'https://iamcredentials.googleapis.com',
    });
    expect(checkEndpoints({ location: 'europe-west3' }, 'gcp').secretManager).to.equal(
      'https://secretmanager.europe-west3.rep.googleapis.com',
    );
  });

  for (const endpoint of [
    'https://secretmanager-prod.p.googleapis.com',
    'https://secretmanager.googleapis.com/',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
    'https://[::1]:1',
  ]) {
    it(`may be ${endpoint}`, () => {
      expect(checkEndpoints({ endpoint }, 'gcp').secretManager).to.equal(endpoint.replace(/\/$/, ''));
    });
  }

  for (const endpoint of [
    'https://example.com',
    'https://googleapis.com.example.com',
    'https://xgoogleapis.com',
    'http://secretmanager.googleapis.com',
    'https://user:pass@secretmanager.googleapis.com',
    'https://secretmanager.googleapis.com/path',
    'https://secretmanager.googleapis.com?x',
    'http://127.0.0.1.example.com',
    'file:///etc/passwd',
    'not an address',
  ]) {
    it(`may not be ${endpoint}, which is not quoted`, async () => {
      const error = await caught(() => checkEndpoints({ endpoint }, 'gcp'));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['endpoint'] });
      expect(error.message).not.to.include(endpoint);
    });
  }

  it('may be a host that is trusted by name', () => {
    const options = { iamEndpoint: 'https://iam.example.com', trustedHosts: ['IAM.example.com'] };
    expect(checkEndpoints(options, 'gcp').iam).to.equal('https://iam.example.com');
  });

  it('is, for what a credential names, Google, this machine, or a host that is trusted by name', () => {
    for (const address of [
      'https://sts.googleapis.com/v1/token',
      'https://accounts.google.com/o/oauth2/token',
      'http://localhost/x',
    ])
      expect(isSafeAddress(address), address).to.equal(true);
    for (const address of [
      'https://x.example/token',
      'https://googleapis.com.x.example',
      'https://x.accounts.google.com',
      'http://sts.googleapis.com',
      'https://u:p@sts.googleapis.com',
      'x',
    ])
      expect(isSafeAddress(address), address).to.equal(false);
    expect(isSafeAddress('https://sts.x.example/token', ['STS.x.example'])).to.equal(true);
    expect(isSafeAddress('http://sts.x.example/token', ['sts.x.example'])).to.equal(false);
  });
});
