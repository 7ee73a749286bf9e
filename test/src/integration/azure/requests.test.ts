import { azureKeyVault } from '@chatelaine/azure-key-vault';
import { createSecrets } from '@chatelaine/core';
import type { KeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { OpenSockets } from '../../support/open-sockets.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

describe('The requests that a Key Vault sees', () => {
  let vault: KeyVaultServer;
  const open = (options: Record<string, unknown> = {}) =>
    createSecrets({ backends: [azureKeyVault({ ...servicePrincipalOptions(vault), ...options })] });

  before(async () => {
    vault = await startTrustedServer({
      secrets: { 'airflow-connections-smtp-default': 'smtp://mail.example.com' },
    });
  });

  after(() => vault.close());
  beforeEach(() => vault.clearLog());

  it('are one read of airflow-connections-smtp-default for smtp_default', async () => {
    const secrets = open();
    await secrets.getConnection('smtp_default');
    expect(vault.reads().map(({ method, name, status }) => [method, name, status])).to.deep.equal([
      ['GET', 'airflow-connections-smtp-default', 200],
    ]);
    await secrets.close();
  });

  it('are 128 reads and one challenge for 128 that are first asked for at once, by one log-in', async () => {
    const secrets = open();
    const ids = Array.from({ length: 128 }, (_unused, index) => `many-${index}`);
    for (const id of ids) vault.set(id, `value of ${id}`);

    const values = await Promise.all(ids.map((id) => secrets.getSecret(id)));

    expect(values.map((value) => value.reveal())).to.deep.equal(ids.map((id) => `value of ${id}`));
    expect(vault.requests.filter(({ authorization }) => !authorization)).to.have.length(1);
    expect(vault.requests).to.have.length(129);
    expect(vault.tokenRequests).to.have.length(1);
    await secrets.close();
  });

  it('come over connections that are closed with the secrets', async () => {
    const sockets = new OpenSockets();
    const ports = [vault.port, Number(new URL(vault.authorityHost).port)];
    const secrets = open();
    await secrets.findSecret('hello');
    expect(sockets.to(ports)).to.include.members(ports);
    await secrets.close();
    expect(sockets.to(ports)).to.deep.equal([]);
    sockets.stop();
  });

  for (const [option, find] of [
    ['connectionsPrefix', 'findConnection'],
    ['variablesPrefix', 'findVariable'],
    ['configPrefix', 'findConfig'],
    ['secretsPrefix', 'findSecret'],
  ] as const) {
    it(`are none at all for a kind whose ${option} is null`, async () => {
      const secrets = open({ [option]: null });
      expect(await secrets[find]('smtp_default')).to.equal(undefined);
      expect(vault.requests).to.have.length(0);
      expect(vault.tokenRequests).to.have.length(0);
      await secrets.close();
    });
  }

  it('carry the api-version that is configured', async () => {
    const secrets = open({ serviceVersion: '7.4' });
    await secrets.getConnection('smtp_default');
    expect(vault.reads()[0]?.query).to.deep.include({ 'api-version': '7.4' });
    await secrets.close();
  });

  it('come only when something is asked', async () => {
    const secrets = open();
    await secrets.close();
    expect(vault.requests).to.have.length(0);
  });
});
