import { expect } from 'chai';
import { placeOf } from './place.js';
import { SERVICE_ACCOUNT } from './test-kit/service-account.js';

describe('The place of a project', () => {
  it('is another for another project, location, endpoint or account', () => {
    const options = [
      {},
      { projectId: 'one' },
      { projectId: 'two' },
      { projectId: 'one', location: 'europe-west3' },
      { projectId: 'one', endpoint: 'http://127.0.0.1:1' },
      { keyFile: 'a.json' },
      { keyFile: 'b.json' },
      { key: SERVICE_ACCOUNT },
      { key: { ...SERVICE_ACCOUNT, client_email: 'other@p.iam.gserviceaccount.com' } },
      { impersonationChain: 'a@p.iam.gserviceaccount.com' },
    ];
    expect(new Set(options.map((each) => placeOf(each, {}))).size).to.equal(options.length);
    expect(placeOf({ key: SERVICE_ACCOUNT }, {})).to.equal(
      placeOf({ key: JSON.stringify(SERVICE_ACCOUNT) }, {}),
    );
  });

  it('is another for another project or credential in the environment', () => {
    const environments = [
      {},
      { GOOGLE_CLOUD_PROJECT: 'one' },
      { GOOGLE_CLOUD_PROJECT: 'two' },
      { GCLOUD_PROJECT: 'three' },
      { GOOGLE_APPLICATION_CREDENTIALS: '/one.json' },
      { GOOGLE_APPLICATION_CREDENTIALS: '/two.json' },
      { CLOUDSDK_CONFIG: '/one' },
      { HOME: '/home/two' },
    ];
    expect(new Set(environments.map((env) => placeOf({}, env))).size).to.equal(environments.length);
    const project = { projectId: 'one', key: SERVICE_ACCOUNT };
    for (const env of environments) expect(placeOf(project, env)).to.equal(placeOf(project, {}));
  });

  it('holds nothing of a key', () => {
    expect(placeOf({ key: SERVICE_ACCOUNT }, {}))
      .not.to.include('PRIVATE')
      .and.not.to.include('client_email');
  });
});
