import { createBackend } from '@chatelaine/core';
import { expect } from 'chai';
import { OPTION_NAMES } from './azure-key-vault-options.js';
import { provider } from './provider.js';
import { caught } from './test-kit/caught.js';

describe('The provider azure-key-vault', () => {
  const fromAirflow = (kwargs: Parameters<NonNullable<NonNullable<typeof provider.airflow>['options']>>[0]) =>
    provider.airflow?.options?.(kwargs);

  it('creates a backend under the name of its context', () => {
    const backend = createBackend(provider, { vaultUrl: 'https://x.vault.azure.net' }, { name: 'prod' });
    expect(backend).to.include({ name: 'prod' });
    expect(backend.supports).to.deep.equal({
      versions: true,
      teams: true,
      pace: { requests: 4_000, perMs: 10_000 },
    });
  });

  it('refuses a log-in that may take longer than a timer can wait', async () => {
    const vaultUrl = 'https://x.vault.azure.net';
    for (const loginTimeout of ['34561m', '999999999m', 3_000_000_000]) {
      const error = await caught(() => createBackend(provider, { vaultUrl, loginTimeout }, { name: 'prod' }));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['loginTimeout'] });
      expect(error.message).to.match(/^prod: option "loginTimeout" is longer than 24 days\./);
    }
    for (const loginTimeout of ['34560m', 2_073_600_000]) {
      expect(createBackend(provider, { vaultUrl, loginTimeout }, { name: 'prod' })).to.be.an('object');
    }
  });

  it('describes every option, for messages and editors', () => {
    const schema = provider.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) as {
      readonly required: string[];
      readonly additionalProperties: boolean;
      readonly properties: Record<string, { readonly description?: string }>;
    };
    expect(schema).to.deep.include({ required: ['vaultUrl'], additionalProperties: false });
    expect(Object.keys(schema.properties))
      .to.have.members([...OPTION_NAMES])
      .and.to.have.length(20);
    for (const [name, { description }] of Object.entries(schema.properties))
      expect(description, name).to.be.a('string');
  });

  it('knows the class of Airflow, and those that were retired', () => {
    expect(provider.airflow?.classes).to.deep.equal([
      'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend',
      'airflow.providers.microsoft.azure.secrets.azure_key_vault.AzureKeyVaultBackend',
      'airflow.contrib.secrets.azure_key_vault.AzureKeyVaultBackend',
    ]);
  });

  it("takes every keyword argument of Airflow's page", () => {
    expect(
      fromAirflow({
        connections_prefix: 'c',
        variables_prefix: 'v',
        config_prefix: null,
        vault_url: 'https://x.vault.azure.net',
        sep: '--',
        tenant_id: 't',
        client_id: 'c',
        client_secret: 's',
        managed_identity_client_id: 'm',
        workload_identity_tenant_id: 'w',
      }),
    ).to.deep.equal({
      connectionsPrefix: 'c',
      variablesPrefix: 'v',
      configPrefix: null,
      vaultUrl: 'https://x.vault.azure.net',
      separator: '--',
      tenantId: 't',
      clientId: 'c',
      clientSecret: 's',
      managedIdentityClientId: 'm',
      workloadIdentityTenantId: 'w',
    });
  });

  it('takes an empty string for absent, but not for a prefix or the separator', () => {
    expect(
      fromAirflow({ connections_prefix: '', sep: '', tenant_id: '', client_secret: null }),
    ).to.deep.equal({
      connectionsPrefix: '',
      separator: '',
    });
  });

  it('says of an argument that Airflow would hand it to its SDK', async () => {
    const error = await caught(() => fromAirflow({ conections_prefix: 'hunter2' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['conections_prefix'] });
    expect(error.message).to.equal(
      'Airflow would hand the argument "conections_prefix" to the Azure SDK for Python. There is no such option here. Did you mean "connections_prefix"?',
    );
    expect((await caught(() => fromAirflow({ 'hunter2 is my secret': 1 }))).message).not.to.include(
      'hunter2',
    );
  });
});
