import { type AzureKeyVaultBackend, azureKeyVault, type WriteOptions } from '@chatelaine/azure-key-vault';
import { guarded, type SecretListing } from '@chatelaine/core';
import type { KeyVaultServer, RequestKind } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';

describe('Changing an Azure Key Vault through the real SDK', () => {
  const options = { signal: new AbortController().signal };
  const ref = { kind: 'variable', id: 'mail_host' } as const;
  const NAME = 'airflow-variables-mail-host';
  let vault: KeyVaultServer;
  let backend: AzureKeyVaultBackend;

  beforeEach(async () => {
    vault = await startTrustedServer();
    backend = azureKeyVault(servicePrincipalOptions(vault));
  });

  afterEach(async () => {
    await backend.close();
    await vault.close();
  });

  const kinds = (): readonly RequestKind[] =>
    vault.requests.filter(({ authorization }) => authorization).map(({ kind }) => kind);

  it('keeps what is said about a value, also through the guard around it', async () => {
    const expiresAt = new Date('2031-02-03T04:05:06Z');
    const more: WriteOptions = {
      ...options,
      contentType: 'text/plain',
      expiresAt,
      tags: { owner: 'mail' },
    };

    const written = await guarded(backend).write?.(ref, 'mail.example.com', more);

    const { updatedAt, createdAt, ...described } = (await backend.describe(ref, options)) ?? {};
    expect(described).to.deep.equal({
      name: NAME,
      version: written?.version,
      enabled: true,
      expiresAt,
      contentType: 'text/plain',
      tags: { owner: 'mail' },
    });
    expect([createdAt, updatedAt]).to.satisfy((dates: unknown[]) => dates.every((d) => d instanceof Date));
  });

  it('describes and lists without reading a value', async () => {
    for (let index = 0; index < 60; index += 1) vault.set(`airflow-variables-v${index}`, 'hidden');
    vault.set('airflow-connections-smtp-default', 'hidden');

    const listed: SecretListing[] = [];
    for await (const entry of backend.list({ kind: 'variable' }, options)) listed.push(entry);
    await backend.describe({ kind: 'connection', id: 'smtp_default' }, options);

    expect(listed).to.have.length(60);
    expect(kinds()).to.deep.equal(['secret-list', 'secret-list', 'secret-list', 'version-list']);
  });

  it('goes on with a list after a token has been refused in the middle of it', async () => {
    for (let index = 0; index < 60; index += 1) vault.set(`airflow-variables-v${index}`, 'hidden');
    const names = new Set<string>();
    for await (const { name } of backend.list({ kind: 'variable' }, options)) {
      // The SDK itself shows a token twice.
      if (names.size === 0) vault.fault({ answer: 'expired-token', kind: 'secret-list', times: 2 });
      expect(names.has(name), `${name} twice`).to.equal(false);
      names.add(name);
    }
    expect(names.size).to.equal(60);
    expect(vault.tokenRequests).to.have.length(2);
  });

  it('says of a list that fails what the vault said, on its first page and on a later one', async () => {
    for (let index = 0; index < 30; index += 1) vault.set(`v${index}`, 'hidden');
    vault.deny(vault.clientId, { reason: 'ForbiddenByFirewall', kinds: ['secret-list'] });
    const first = backend.list({ kind: 'secret' }, options)[Symbol.asyncIterator]();
    expect((await caught(Promise.resolve(first.next()))).hint).to.include('networking rules');
    vault.grant(vault.clientId);

    const later = (async () => {
      for await (const _entry of backend.list({ kind: 'secret' }, options))
        if (vault.requests.at(-1)?.query.$skiptoken === undefined)
          vault.fault({ answer: 429, retryAfter: 3, kind: 'secret-list' });
    })();
    expect(await caught(later)).to.deep.include({ code: 'THROTTLED', retryAfterMs: 3_000 });
  });

  it('deletes softly: the name is taken until the secret is recovered or purged', async () => {
    await backend.write(ref, 'first', options);
    expect(await backend.remove(ref, options)).to.equal(true);
    expect(await backend.find(ref, options)).to.equal(undefined);

    const error = await caught(backend.write(ref, 'second', options));
    expect(error).to.include({ code: 'ACCESS_DENIED', backend: 'azure-key-vault' });
    expect(error.hint).to.include('"recover"').and.to.include('"purge"');
    expect(error.cause).to.include({ status: 409, code: 'ObjectIsDeletedButRecoverable' });

    expect(await backend.recover(ref, options)).to.equal(true);
    expect(await backend.find(ref, options)).to.have.property('value', 'first');
    expect(await backend.recover(ref, options)).to.equal(false);
  });

  it('purges what was removed, and nothing else', async () => {
    await backend.write(ref, 'first', options);
    expect(await backend.purge(ref, options)).to.equal(false);
    expect(await backend.find(ref, options)).to.have.property('value', 'first');

    await backend.remove(ref, options);
    expect(await backend.purge(ref, options)).to.equal(true);
    expect(await backend.recover(ref, options)).to.equal(false);
    await backend.write(ref, 'second', options);
    expect(await backend.find(ref, options)).to.have.property('value', 'second');
  });

  it('may read but not write, and says which role it needs', async () => {
    vault.set(NAME, 'there');
    vault.deny(vault.clientId, { kinds: ['secret-write', 'secret-delete'] });
    expect(await backend.find(ref, options)).to.have.property('value', 'there');
    for (const change of [backend.write(ref, 'x', options), backend.remove(ref, options)]) {
      const error = await caught(change);
      expect(error.code).to.equal('ACCESS_DENIED');
      expect(error.hint).to.include('Key Vault Secrets Officer');
    }
  });

  it('writes many at once to a vault that was never asked, each with its own value', async () => {
    const refs = Array.from({ length: 16 }, (_unused, index) => ({ ...ref, id: `many_${index}` }));
    await Promise.all(refs.map((each) => backend.write(each, `value of ${each.id}`, options)));
    for (const each of refs) {
      expect(await backend.find(each, options)).to.have.property('value', `value of ${each.id}`);
    }
    expect(vault.requests.filter(({ authorization }) => !authorization)).to.have.length(1);
  });
});
