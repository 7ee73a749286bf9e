import { expect } from 'chai';
import { checkEndpoints, isInTheClear } from './check-endpoint.js';
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

  it('is judged by the same rule where a variable or a profile names it', () => {
    const at = (protocol: string, hostname: string, port = '') =>
      isInTheClear({ protocol, hostname, port }, ['localstack:4566', 'plain.example']);
    for (const host of ['secretsmanager.eu-west-1.amazonaws.com', 'x.example'])
      expect([at('https:', host), at('http:', host)], host).to.deep.equal([false, true]);
    for (const host of ['127.0.0.1', 'localhost', '::1', '[::1]', 'PLAIN.example'])
      expect(at('http:', host, '1'), host).to.equal(false);
    expect([at('http:', 'localstack', '4566'), at('http:', 'localstack', '4567')]).to.deep.equal([
      false,
      true,
    ]);
    expect([at('http:', '127.0.0.1@x.example'), at('http:', 'undefined'), at('undefined', '')]).to.deep.equal(
      [true, true, true],
    );
  });
});
