import type { TokenCredential } from '@azure/identity';
import { SecretsError, systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { spy, stub } from 'sinon';
import { AzureKeyVaultBackend, azureKeyVault } from './azure-key-vault-backend.js';
import { caught } from './test-kit/caught.js';
import { clientWith, fakeVault, restError, secret } from './test-kit/fake-vault.js';
import type { VaultConnection } from './vault-connection.js';

describe('AzureKeyVaultBackend', () => {
  const vaultUrl = 'https://contoso.vault.azure.net';
  const signal = new AbortController().signal;

  it('gives what the vault holds, with its version and dates', async () => {
    const createdOn = new Date(1);
    const expiresOn = new Date(2);
    const client = clientWith({
      getSecret: async () => secret('X', 'v', { createdOn, expiresOn, contentType: 'text/plain' }),
    });
    const found = await azureKeyVault({ vaultUrl, client }).find({ kind: 'secret', id: 'x' }, { signal });
    expect(found).to.deep.equal({
      value: 'v',
      name: 'X',
      version: 'v1',
      createdAt: createdOn,
      expiresAt: expiresOn,
      contentType: 'text/plain',
    });
  });

  it('leaves a date out that is none', async () => {
    const none = new Date(Number.NaN);
    const client = clientWith({
      getSecret: async () => secret('x', 'v', { createdOn: none, expiresOn: none }),
    });
    const found = await azureKeyVault({ vaultUrl, client }).find({ kind: 'secret', id: 'x' }, { signal });
    expect(found).to.deep.equal({ value: 'v', name: 'x', version: 'v1' });
  });

  it('takes the empty string for a value', async () => {
    const backend = azureKeyVault({ vaultUrl, client: fakeVault({ x: '' }) });
    expect(await backend.find({ kind: 'secret', id: 'x' }, { signal })).to.have.property('value', '');
  });

  it('asks for one name, in the case it was written', async () => {
    const client = fakeVault();
    await azureKeyVault({ vaultUrl, client }).find({ kind: 'connection', id: 'SMTP_default' }, { signal });
    expect(client.asked).to.deep.equal(['airflow-connections-SMTP-default']);
  });

  it('asks for the version that it is asked for', async () => {
    const client = fakeVault({ x: 'v' });
    await azureKeyVault({ vaultUrl, client }).find({ kind: 'secret', id: 'x', version: 'a1' }, { signal });
    expect(client.asked).to.deep.equal(['x@a1']);
  });

  it('asks for the global name when the team has none, and not when it has', async () => {
    const client = fakeVault({ 'airflow-variables-a--one': '1', 'airflow-variables-two': '2' });
    const backend = azureKeyVault({ vaultUrl, client });
    await backend.find({ kind: 'variable', id: 'one', team: 'a' }, { signal });
    await backend.find({ kind: 'variable', id: 'two', team: 'a' }, { signal });
    expect(client.asked).to.deep.equal([
      'airflow-variables-a--one',
      'airflow-variables-a--two',
      'airflow-variables-two',
    ]);
  });

  it('does not take a denied team name for a missing one', async () => {
    const client = fakeVault({
      'airflow-variables-a--x': restError(403, 'Forbidden'),
      'airflow-variables-x': 'v',
    });
    const finding = azureKeyVault({ vaultUrl, client }).find(
      { kind: 'variable', id: 'x', team: 'a' },
      { signal },
    );
    expect(await caught(finding)).to.have.property('code', 'ACCESS_DENIED');
  });

  it('sends not one request for a kind whose prefix is null', async () => {
    const client = fakeVault();
    const backend = azureKeyVault({ vaultUrl, client, connectionsPrefix: null, secretsPrefix: null });
    expect(await backend.find({ kind: 'connection', id: 'x' }, { signal })).to.equal(undefined);
    expect(await backend.find({ kind: 'secret', id: 'x' }, { signal })).to.equal(undefined);
    expect(client.asked).to.deep.equal([]);
    expect(backend.locate?.({ kind: 'connection', id: 'x' })).to.deep.equal({
      notHere: 'connectionsPrefix is null',
    });
  });

  it('sends not one request for a name that the vault does not allow', async () => {
    const client = fakeVault();
    const backend = azureKeyVault({ vaultUrl, client });
    for (const id of ['../x', 'a/b', 'a\\b', '%2e%2e', 'a b', 'é']) {
      expect(await backend.find({ kind: 'variable', id }, { signal })).to.equal(undefined);
    }
    expect(client.asked).to.deep.equal([]);
  });

  it('is probed by a secret that need not exist', async () => {
    const client = fakeVault();
    await azureKeyVault({ vaultUrl, client }).probe?.({ signal });
    expect(client.asked).to.deep.equal(['airflow-connections-chatelaine-probe']);
    const denied = azureKeyVault({ vaultUrl, client: fakeVault({}, restError(403, 'Forbidden')) });
    expect(await caught(async () => denied.probe?.({ signal }))).to.have.property('code', 'ACCESS_DENIED');
  });

  it('ends a read with the signal, also when the SDK does not listen', async () => {
    const controller = new AbortController();
    const backend = azureKeyVault({
      vaultUrl,
      client: clientWith({ getSecret: () => new Promise(() => undefined) }),
    });
    const ended = caught(backend.find({ kind: 'secret', id: 'x' }, { signal: controller.signal }));
    controller.abort();
    expect(await ended).to.have.property('code', 'ABORTED');
  });

  it('ends running reads when it is closed, and refuses later ones', async () => {
    const backend = azureKeyVault({
      vaultUrl,
      client: clientWith({ getSecret: () => new Promise(() => undefined) }),
    });
    const running = caught(backend.find({ kind: 'secret', id: 'x' }, { signal }));
    await backend.close?.();
    expect(await running).to.have.property('code', 'CLOSED');
    expect(await caught(backend.find({ kind: 'secret', id: 'x' }, { signal }))).to.have.property(
      'code',
      'CLOSED',
    );
  });

  it('refuses options that it does not know, and knows the nearest one', async () => {
    const error = await caught(() => azureKeyVault({ vaultUrl, variablePrefix: 'x' } as never));
    expect(error.message).to.equal(
      'azure-key-vault: option "variablePrefix" is not known. Did you mean "variablesPrefix"?',
    );
  });

  it('names every faulty option, and what is expected there', async () => {
    const error = await caught(() => azureKeyVault({ vaultUrl, loginTimeout: 'hunter2' }, { name: 'prod' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['loginTimeout'] });
    expect(error.message).to.equal(
      'prod: option "loginTimeout" is not valid. Expected: a time such as 250ms, 30s or 1m, or a number of milliseconds.',
    );
    expect((await caught(() => azureKeyVault({} as never))).message).to.equal(
      'azure-key-vault: option "vaultUrl" is missing. Expected: the vault\'s address, https://NAME.vault.azure.net.',
    );
  });

  it('makes a real client, which asks the credential only when the vault challenges', async () => {
    let asked = 0;
    const tokenCredential: TokenCredential = {
      getToken: async () => {
        asked += 1;
        return null;
      },
    };
    const backend = azureKeyVault({ vaultUrl: 'https://localhost:1', tokenCredential });
    expect(await caught(backend.find({ kind: 'secret', id: 'x' }, { signal }))).to.have.property(
      'code',
      'UNAVAILABLE',
    );
    expect(asked).to.equal(0);
    await backend.close?.();
  });

  it('refuses options that describe a credential beside one that the code gave', async () => {
    const tokenCredential: TokenCredential = { getToken: async () => null };
    const error = await caught(() => azureKeyVault({ vaultUrl, tokenCredential, tenantId: 't' }));
    expect(error.message).to.include('"tenantId" is not used beside a credential or client given in code');
  });

  describe('when the vault refuses its token', () => {
    const context = { name: 'prod', directory: '/', env: {}, clock: systemClock };
    const refused = (token: string) => restError(401, 'Unauthorized', { token });
    const connected = (answers: (string | Error)[], renew: VaultConnection['renew']) => {
      const client = { getSecret: stub() };
      answers.forEach((answer, call) => {
        const reply = client.getSecret.onCall(call);
        if (answer instanceof Error) reply.rejects(answer);
        else reply.resolves(secret('x', answer));
      });
      const connection = { open: async () => clientWith(client), renew: spy(renew), close: spy() };
      return { client, connection, backend: new AzureKeyVaultBackend({ vaultUrl }, context, connection) };
    };
    const find = (backend: AzureKeyVaultBackend) => backend.find({ kind: 'secret', id: 'x' }, { signal });

    it('renews the log-in with the token that was refused, and repeats the read once', async () => {
      const { backend, connection, client } = connected([refused('old'), 'v'], async () => true);
      expect(await find(backend)).to.have.property('value', 'v');
      expect(connection.renew.args).to.deep.equal([['old']]);
      expect(client.getSecret.callCount).to.equal(2);
    });

    it('reports the second refusal', async () => {
      const { backend, client } = connected([refused('old'), refused('new'), 'v'], async () => true);
      expect(await caught(find(backend))).to.have.property('code', 'UNAUTHENTICATED');
      expect(client.getSecret.callCount).to.equal(2);
    });

    it('does not repeat the read when there is no newer log-in', async () => {
      const { backend, client } = connected([refused('old'), 'v'], async () => false);
      expect(await caught(find(backend))).to.have.property('code', 'UNAUTHENTICATED');
      expect(client.getSecret.callCount).to.equal(1);
    });

    it('reports why the log-in could not be renewed', async () => {
      const outage = new SecretsError('UNAVAILABLE', 'no authority');
      const { backend } = connected([refused('old'), 'v'], async () => Promise.reject(outage));
      expect(await caught(find(backend))).to.equal(outage);
    });

    it('does not renew for a refusal of the secret', async () => {
      const { backend, connection } = connected([restError(403, 'Forbidden')], async () => true);
      await caught(find(backend));
      expect(connection.renew.called).to.equal(false);
    });

    it('closes the log-in with itself', async () => {
      const { backend, connection } = connected([], async () => true);
      await backend.close();
      expect(connection.close.callCount).to.equal(1);
    });
  });
});
