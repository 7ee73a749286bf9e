import dns from 'node:dns';
import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets } from '@chatelaine/core';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

/** As in production: the host is one of vault.azure.net, and the SDK's check of the challenge is on. */
describe('The challenge of a Key Vault, checked', () => {
  const HOST = 'contoso.vault.azure.net';
  const OUTSIDE = 'vault.example.com';
  let vault: KeyVaultServer;
  const lookup = dns.lookup;

  before(async () => {
    vault = await startTrustedServer({
      secrets: { 'airflow-variables-hello': 'world' },
      hostNames: [HOST, OUTSIDE],
    });
    dns.lookup = ((host: string, ...rest: [dns.LookupOptions, () => void]) =>
      lookup(host === HOST || host === OUTSIDE ? '127.0.0.1' : host, ...rest)) as typeof dns.lookup;
  });

  after(async () => {
    dns.lookup = lookup;
    await vault.close();
  });

  const open = (host: string) => {
    const { disableChallengeResourceVerification: _checked, ...options } = servicePrincipalOptions(vault);
    return createSecrets({
      backends: [azureKeyVault({ ...options, vaultUrl: `https://${host}:${vault.port}` })],
    });
  };

  it('lets a host of its own domain have the token', async () => {
    const secrets = open(HOST);
    expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
    await secrets.close();
  });

  it('never gives a token to a host outside its domain, and says what to check', async () => {
    vault.clearLog();
    const secrets = open(OUTSIDE);
    const error = await caught(secrets.getVariable('hello'));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(error.hint).to.include('trustedVaultHosts');
    expect(vault.requests.length).to.be.greaterThan(0);
    expect(vault.requests.filter((request) => request.authorization)).to.deep.equal([]);
    await secrets.close();
  });
});
