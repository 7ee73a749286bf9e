import { azureKeyVault } from '@chatelaine/azure-key-vault';
import type { GuardOptions, Secrets } from '@chatelaine/core';
import { createSecrets, guarded } from '@chatelaine/core';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

describe('Azure Key Vault, guarded', () => {
  let vault: KeyVaultServer;
  let secrets: Secrets;
  const open = (options: GuardOptions = {}): Secrets =>
    createSecrets({
      backends: [guarded(azureKeyVault(servicePrincipalOptions(vault)), options)],
      cache: false,
    });

  before(async () => {
    vault = await startTrustedServer({ secrets: { 'airflow-variables-hello': 'world' } });
  });

  after(() => vault.close());

  beforeEach(async () => {
    vault.clearFaults();
    secrets = open();
    await secrets.getVariable('hello');
    vault.clearLog();
  });

  afterEach(async () => {
    await secrets.close();
    vault.grant(vault.clientId);
  });

  for (const [what, answer] of [
    ['429 without Retry-After', 429],
    ['503', 503],
    ['a connection that is reset', 'reset'],
  ] as const) {
    it(`asks again after ${what}, and is answered`, async () => {
      vault.fault({ answer, times: 2 });
      expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
      expect(vault.reads()).to.have.length(3);
    });
  }

  it('asks 4 times and no more', async () => {
    vault.fault({ answer: 429, times: 100 });
    expect((await caught(secrets.getVariable('hello'))).code).to.equal('THROTTLED');
    expect(vault.reads()).to.have.length(4);
  });

  it('waits as long as Retry-After says', async () => {
    vault.fault({ answer: 429, retryAfter: 1 });
    const started = performance.now();
    expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
    expect(performance.now() - started).to.be.at.least(1_000);
    expect(vault.reads()).to.have.length(2);
  });

  it('fails at once when Retry-After is past the deadline, and asks nothing until then', async () => {
    vault.fault({ answer: 429, retryAfter: 30 });
    expect(await caught(secrets.getVariable('hello'))).to.include({
      code: 'THROTTLED',
      retryAfterMs: 30_000,
    });
    const later = await caught(secrets.getVariable('hello'));
    expect(later.code).to.equal('THROTTLED');
    expect(later.retryAfterMs).to.be.within(1, 30_000);
    expect(vault.reads()).to.have.length(1);
  });

  it('does not ask again for what was denied a moment ago', async () => {
    vault.deny(vault.clientId, { reason: 'ForbiddenByRbac' });
    for (let read = 0; read < 5; read += 1) {
      expect((await caught(secrets.getVariable('hello'))).code).to.equal('ACCESS_DENIED');
    }
    expect(vault.reads()).to.have.length(1);
  });

  it('leaves a vault alone after 5 reads that it failed', async () => {
    vault.fault({ answer: 503, times: 100 });
    const once = open({ retry: false });
    for (let read = 0; read < 20; read += 1) {
      expect((await caught(once.getVariable('hello'))).code).to.equal('UNAVAILABLE');
    }
    // The first request shows no token, and is challenged.
    expect(vault.reads()).to.have.length(5);
    await once.close();
  });
});
