import dns from 'node:dns';
import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets } from '@chatelaine/core';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import type { SinonStub } from 'sinon';
import { stub } from 'sinon';
import { caught } from '../../support/caught.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

type LookupCallback = (error: Error | null, address: string | dns.LookupAddress[], family?: number) => void;

/** As in production: the host is one of vault.azure.net, and the SDK's check of the challenge is on. */
describe('The challenge of a Key Vault, checked', () => {
  const HOST = 'contoso.vault.azure.net';
  const OUTSIDE = 'vault.example.com';
  let vault: KeyVaultServer;
  let lookup: SinonStub;

  before(async () => {
    vault = await startTrustedServer({
      secrets: { 'airflow-variables-hello': 'world' },
      hostNames: [HOST, OUTSIDE],
    });
    const original = dns.lookup.bind(dns);
    lookup = stub(dns, 'lookup').callsFake(((
      host: string,
      options: dns.LookupOptions,
      callback: LookupCallback,
    ) => {
      if (host !== HOST && host !== OUTSIDE) return original(host, options, callback as never);
      if (options.all === true) return callback(null, [{ address: '127.0.0.1', family: 4 }]);
      return callback(null, '127.0.0.1', 4);
    }) as never);
  });

  after(async () => {
    lookup.restore();
    await vault.close();
  });

  const open = (host: string) => {
    const { disableChallengeResourceVerification: _checked, ...options } = servicePrincipalOptions(vault);
    return createSecrets({
      backends: [azureKeyVault({ ...options, vaultUrl: `https://${host}:${vault.port}` } as never)],
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
