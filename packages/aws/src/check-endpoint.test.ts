import { expect } from 'chai';
import { checkEndpoints } from './check-endpoint.js';
import { caught } from './test-kit/caught.js';

describe('The address of a service', () => {
  it('may be any with TLS, and one without only on this machine or a trusted host', () => {
    for (const endpoint of [
      'https://vpce-1.example',
      'http://127.0.0.1:5000',
      'http://localhost',
      'http://[::1]:1',
    ])
      checkEndpoints({ endpoint }, 'prod');
    checkEndpoints({ endpoint: 'http://localstack:4566', trustedHosts: ['localstack'] }, 'prod');
  });

  it('is refused without quoting it', async () => {
    for (const endpoint of [
      'http://hunter2.example',
      'hunter2',
      'ftp://hunter2.example',
      'https://hunter2:x@h.example',
      'https://h.example?hunter2',
    ]) {
      const error = await caught(() => checkEndpoints({ stsEndpoint: endpoint }, 'prod'));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['stsEndpoint'] });
      expect(error.message).not.to.include('hunter2');
    }
  });
});
