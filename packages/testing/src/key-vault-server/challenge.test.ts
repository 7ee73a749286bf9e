import dns from 'node:dns';
import { SecretClient } from '@azure/keyvault-secrets';
import { expect } from 'chai';
import sinon from 'sinon';
import { clientSecretCredential } from './azure-sdk.test.fixture.js';
import { caught } from './caught.test.fixture.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

describe('Key Vault server, asked by a client that checks the challenge', () => {
  let vault: KeyVaultServer;

  before(async () => {
    vault = await startKeyVaultServer({
      secrets: { greeting: 'hello' },
      hostNames: ['contoso.vault.azure.net'],
    });
  });
  after(() => vault.close());
  beforeEach(() => vault.clearLog());
  afterEach(() => sinon.restore());

  it('answers under a name of Key Vault that resolves to it', async () => {
    resolveEverythingToLoopback();
    const url = `https://contoso.vault.azure.net:${vault.port}`;

    const { value, properties } = await checkingClient(url).getSecret('greeting');

    expect([value, properties.vaultUrl]).to.deep.equal(['hello', url]);
    expect(vault.reads()[0]).to.have.property('host', 'contoso.vault.azure.net');
  });

  it('is sent no token under a name outside the domain of the challenge', async () => {
    await caught(checkingClient(vault.url).getSecret('greeting'));

    expect(vault.requests.map(({ authorization }) => authorization)).to.deep.equal([false]);
    expect(vault.tokenRequests).to.have.length(0);
  });

  const checkingClient = (url: string): SecretClient =>
    new SecretClient(url, clientSecretCredential(vault), { tlsOptions: { ca: vault.ca } });
});

function resolveEverythingToLoopback(): void {
  sinon.stub(dns, 'lookup').callsFake(((_host: string, options: { all?: boolean }, callback: Callback) => {
    const address = { address: '127.0.0.1', family: 4 };
    process.nextTick(() => (options.all ? callback(null, [address]) : callback(null, address.address, 4)));
  }) as typeof dns.lookup);
}

type Callback = (error: null, address: unknown, family?: number) => void;
