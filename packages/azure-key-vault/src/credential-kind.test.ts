import { expect } from 'chai';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { chooseCredential } from './credential-kind.js';
import { caught } from './test-kit/caught.js';

describe('The kind of credential', () => {
  const choose = (options: Partial<AzureKeyVaultOptions>, isGiven = false) =>
    chooseCredential({ vaultUrl: 'https://x.vault.azure.net', ...options }, isGiven, 'prod');

  const chosen: readonly (readonly [Partial<AzureKeyVaultOptions>, string])[] = [
    [{}, 'default'],
    [{ managedIdentityClientId: 'm', workloadIdentityTenantId: 'w' }, 'default'],
    [{ tenantId: 't', clientId: 'c', clientSecret: 's' }, 'client-secret'],
    [{ tenantId: 't', clientId: 'c', clientSecretFile: 's' }, 'client-secret'],
    [{ tenantId: 't', clientId: 'c', clientCertificatePath: 'p' }, 'client-certificate'],
    [{ tenantId: 't', clientId: 'c', clientSecret: 's', managedIdentityClientId: 'm' }, 'client-secret'],
    [{ credential: 'azure-cli', tenantId: 't' }, 'azure-cli'],
    [{ credential: 'managed-identity', managedIdentityClientId: 'm' }, 'managed-identity'],
    [{ credential: 'workload-identity', clientId: 'c', tenantId: 't' }, 'workload-identity'],
    [{ credential: 'environment' }, 'environment'],
  ];
  for (const [options, kind] of chosen) {
    it(`is ${kind} for ${JSON.stringify(options)}`, () => {
      expect(choose(options)).to.equal(kind);
    });
  }

  const partial: readonly (readonly [Partial<AzureKeyVaultOptions>, string])[] = [
    [{ clientSecret: 'hunter2' }, 'options "tenantId" and "clientId" are missing beside "clientSecret"'],
    [{ tenantId: 't' }, 'options "clientId" and "clientSecret" are missing beside "tenantId"'],
    [{ tenantId: 't', clientId: 'c' }, 'option "clientSecret" is missing beside "tenantId" and "clientId"'],
    [
      { clientId: 'c', clientSecret: 'hunter2' },
      'option "tenantId" is missing beside "clientId" and "clientSecret"',
    ],
    [
      { tenantId: 't', clientId: 'c', clientSecret: 'hunter2', clientSecretFile: 'f' },
      'options "clientSecret" and "clientSecretFile" are given together',
    ],
    [
      { credential: 'azure-cli', clientSecret: 'hunter2' },
      'option "clientSecret" is not used by the credential "azure-cli"',
    ],
    [
      { credential: 'environment', tenantId: 't' },
      'option "tenantId" is not used by the credential "environment"',
    ],
  ];
  for (const [options, problem] of partial) {
    it(`is refused: ${problem}`, async () => {
      const error = await caught(() => choose(options));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.satisfy((text: string) => text.startsWith(`prod: ${problem}. `));
      expect(error.message).not.to.include('hunter2');
    });
  }

  it('is what the code gives, and then no option may describe another', async () => {
    expect(choose({}, true)).to.equal('given');
    expect((await caught(() => choose({ clientId: 'c' }, true))).field).to.deep.equal(['clientId']);
    expect((await caught(() => choose({ credential: 'default' }, true))).field).to.deep.equal(['credential']);
  });
});
