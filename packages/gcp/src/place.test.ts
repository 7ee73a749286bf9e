import { expect } from 'chai';
import { placeOf } from './place.js';
import { SERVICE_ACCOUNT } from './test-kit/service-account.js';

describe('The place of a project', () => {
  it('is another for another project, location or endpoint', () => {
    const options = [
      {},
      { projectId: 'one' },
      { projectId: 'two' },
      { projectId: 'one', location: 'europe-west3' },
      { projectId: 'one', endpoint: 'http://127.0.0.1:1' },
      { keyFile: 'a.json' },
      { keyFile: 'b.json' },
      { key: SERVICE_ACCOUNT },
    ];
    expect(new Set(options.map(placeOf)).size).to.equal(options.length);
    expect(placeOf({ key: SERVICE_ACCOUNT })).to.equal(placeOf({ key: JSON.stringify(SERVICE_ACCOUNT) }));
  });

  it('holds nothing of a key', () => {
    expect(placeOf({ key: SERVICE_ACCOUNT }))
      .not.to.include('PRIVATE')
      .and.not.to.include('client_email');
  });
});
