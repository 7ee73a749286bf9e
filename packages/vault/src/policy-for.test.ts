import { expect } from 'chai';
import { policyFor } from './policy-for.js';

describe('A line of a policy', () => {
  it('has the path as Vault sees it, and what is done there', () => {
    const at = (method: 'GET' | 'POST' | 'DELETE', path: string) => policyFor({ method, path });
    expect(at('GET', 'secret/data/signing-key')).to.equal(
      'path "secret/data/signing-key" { capabilities = ["read"] }',
    );
    expect(at('POST', 'secret/data/x')).to.equal(
      'path "secret/data/x" { capabilities = ["create", "update"] }',
    );
    expect(at('DELETE', 'secret/metadata/x')).to.include('["delete"]');
    expect(at('POST', 'sys/leases/renew')).to.include('["update"]');
    expect(policyFor({ method: 'GET', path: 'secret/metadata/x', query: { list: 'true' } })).to.include(
      '["list"]',
    );
  });

  it('is none where its path would allow more than was asked', () => {
    for (const end of ['*', '+', '"', '\\', '{{identity.entity.id}}'])
      expect(policyFor({ method: 'GET', path: `secret/data/${end}` })).to.equal(undefined);
  });
});
