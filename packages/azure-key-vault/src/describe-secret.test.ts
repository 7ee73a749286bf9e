import type { SecretProperties } from '@azure/keyvault-secrets';
import { expect } from 'chai';
import { azureKeyVault } from './azure-key-vault-backend.js';
import { clientWith } from './test-kit/fake-vault.js';

describe('The description of a secret', () => {
  const vaultUrl = 'https://contoso.vault.azure.net';
  const signal = new AbortController().signal;
  const ref = { kind: 'secret', id: 'x' } as const;
  const version = (id: string, createdOn: Date | undefined, more: Partial<SecretProperties> = {}) => ({
    name: 'X',
    vaultUrl,
    version: id,
    ...(createdOn === undefined ? {} : { createdOn }),
    ...more,
  });
  /** A client that lists these versions of a name, and can read no value. */
  const vaultWith = (versions: Readonly<Record<string, readonly SecretProperties[]>>) =>
    azureKeyVault({
      vaultUrl,
      client: clientWith({
        async *listPropertiesOfSecretVersions(name: string) {
          yield* versions[name] ?? [];
        },
      }),
    });

  it('is what the vault says of the newest version, in whatever order it tells them', async () => {
    const createdOn = new Date(2_000);
    const more = {
      updatedOn: new Date(3_000),
      expiresOn: new Date(4_000),
      enabled: false,
      contentType: 'text/plain',
      tags: { owner: 'mail' },
    };
    const backend = vaultWith({ x: [version('new', createdOn, more), version('old', new Date(1_000))] });
    expect(await backend.describe(ref, { signal })).to.deep.equal({
      name: 'X',
      version: 'new',
      createdAt: createdOn,
      updatedAt: more.updatedOn,
      expiresAt: more.expiresOn,
      enabled: false,
      contentType: 'text/plain',
      tags: { owner: 'mail' },
    });
  });

  it('is of the last one where two are of the same second, and leaves out what is not said', async () => {
    const backend = vaultWith({ x: [version('a', new Date(1_000)), version('b', new Date(1_000))] });
    expect(await backend.describe(ref, { signal })).to.have.property('version', 'b');
    const none = new Date(Number.NaN);
    const bare = vaultWith({ x: [version('c', none, { expiresOn: none, updatedOn: none })] });
    expect(await bare.describe(ref, { signal })).to.deep.equal({ name: 'X', version: 'c' });
  });

  it('is of the version that is asked for', async () => {
    const backend = vaultWith({ x: [version('a1', new Date(1_000)), version('b2', new Date(2_000))] });
    expect(await backend.describe({ ...ref, version: 'a1' }, { signal })).to.have.property('version', 'a1');
    expect(await backend.describe({ ...ref, version: 'c3' }, { signal })).to.equal(undefined);
  });

  it('is none where there are no versions, or no name', async () => {
    expect(await vaultWith({}).describe(ref, { signal })).to.equal(undefined);
    expect(await vaultWith({}).describe({ kind: 'variable', id: 'a/b' }, { signal })).to.equal(undefined);
  });

  it('falls back from the name of a team to the global one', async () => {
    const backend = vaultWith({ 'airflow-variables-x': [version('a', new Date(1_000))] });
    const described = await backend.describe({ kind: 'variable', id: 'x', team: 'blue' }, { signal });
    expect(described).to.have.property('version', 'a');
  });
});
