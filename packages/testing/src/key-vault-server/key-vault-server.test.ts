import type { SecretClient } from '@azure/keyvault-secrets';
import { expect } from 'chai';
import { clientSecretCredential, sdkClient } from './azure-sdk.test.fixture.js';
import { caught, collected } from './caught.test.fixture.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { selfSignedCertificate } from './self-signed-certificate.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

describe('Key Vault server, asked by the Azure SDK', () => {
  let vault: KeyVaultServer;
  let client: SecretClient;

  before(async () => {
    vault = await startKeyVaultServer({ secrets: { greeting: 'hello' } });
    client = sdkClient(vault);
  });
  after(() => vault.close());
  afterEach(() => {
    vault.clearFaults();
    vault.clearLog();
  });

  it('gives the current version of a secret', async () => {
    const { value, name, properties } = await client.getSecret('greeting');

    expect({ value, name, enabled: properties.enabled }).to.deep.equal({
      value: 'hello',
      name: 'greeting',
      enabled: true,
    });
    expect(properties.version).to.match(/^[0-9a-f]{32}$/);
    expect(properties.vaultUrl).to.equal(vault.url);
  });

  it('gives the options with which a provider reaches it', () => {
    const { url: vaultUrl, tenantId, clientId, clientSecret, authorityHost } = vault;
    expect(vault.options()).to.deep.equal({
      vaultUrl,
      tenantId,
      clientId,
      clientSecret,
      authorityHost,
      disableInstanceDiscovery: true,
      disableChallengeResourceVerification: true,
    });
  });

  it('comes back at the same place, and is still trusted', async () => {
    const certificate = await selfSignedCertificate({ commonName: 'kept', hostNames: ['localhost'] });
    const clients = { app: { secret: 'of the app' } };
    const first = await startKeyVaultServer({ certificate, clients });
    await first.close();
    const again = await startKeyVaultServer({
      certificate,
      clients,
      tenantId: first.tenantId,
      port: first.port,
      authorityPort: Number(new URL(first.authorityHost).port),
      secrets: { greeting: 'hello again' },
    });
    const { value } = await sdkClient(first).getSecret('greeting');
    await again.close();
    expect(value).to.equal('hello again');
  });

  it('gives every version by its id, and lists them', async () => {
    const first = vault.set('twice', 'one');
    const second = vault.set('twice', 'two');

    expect((await client.getSecret('twice')).value).to.equal('two');
    expect((await client.getSecret('twice', { version: first })).value).to.equal('one');
    const versions = await collected(client.listPropertiesOfSecretVersions('twice'));
    expect(versions.map(({ version }) => version)).to.deep.equal([first, second]);
  });

  it('lists no versions of a secret that is not there, and does not call it missing', async () => {
    vault.set('was-there', 'gone');
    vault.delete('was-there');

    for (const name of ['absent', 'was-there'])
      expect(await collected(client.listPropertiesOfSecretVersions(name))).to.deep.equal([]);
  });

  it('takes a name in any case and answers with the one it was written under', async () => {
    vault.set('MixedCase', 'same');

    const { name, value } = await client.getSecret('mixedcase');

    expect([name, value]).to.deep.equal(['MixedCase', 'same']);
  });

  it('says that a secret is missing with 404 SecretNotFound', async () => {
    expect(await caught(client.getSecret('absent'))).to.include({ statusCode: 404, code: 'SecretNotFound' });
  });

  it('writes a secret with everything that can be said about it', async () => {
    const expiresOn = new Date('2031-02-03T04:05:06Z');
    const notBefore = new Date('2020-01-01T00:00:00Z');
    const options = { contentType: 'text/plain', tags: { team: 'a' }, expiresOn, notBefore };

    await client.setSecret('written', 'value', options);

    const { value, properties } = await client.getSecret('written');
    expect(value).to.equal('value');
    expect(properties).to.deep.include({
      ...options,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: 90,
    });
  });

  it('refuses to read a disabled version and reads it again once it is enabled', async () => {
    vault.set('switched', 'on');
    vault.disable('switched');

    const error = await caught(client.getSecret('switched'));

    expect(error).to.include({ statusCode: 403, code: 'Forbidden' });
    expect(error).to.have.nested.property('details.error.innerError.code', 'SecretDisabled');
    await client.updateSecretProperties('switched', '', { enabled: true });
    expect((await client.getSecret('switched')).value).to.equal('on');
  });

  it('reads secrets that have expired or are not valid yet', async () => {
    vault.set('expired', 'old', { expires: new Date('2001-01-01T00:00:00Z') });
    vault.set('early', 'new', { notBefore: new Date('2101-01-01T00:00:00Z') });

    expect((await client.getSecret('expired')).value).to.equal('old');
    expect((await client.getSecret('early')).value).to.equal('new');
  });

  it('deletes softly, keeps the name taken, and recovers', async () => {
    vault.set('deletable', 'kept');
    await (await client.beginDeleteSecret('deletable')).pollUntilDone();

    expect(await caught(client.getSecret('deletable'))).to.include({ statusCode: 404 });
    expect(await caught(client.setSecret('deletable', 'again'))).to.include({ statusCode: 409 });
    const { name, recoveryId, deletedOn } = await client.getDeletedSecret('deletable');
    expect([name, recoveryId]).to.deep.equal(['deletable', `${vault.url}/deletedsecrets/deletable`]);
    expect(deletedOn).to.be.instanceOf(Date);

    await (await client.beginRecoverDeletedSecret('deletable')).pollUntilDone();
    expect((await client.getSecret('deletable')).value).to.equal('kept');
  });

  it('frees the name of a purged secret', async () => {
    vault.set('purgeable', 'first');
    vault.delete('purgeable');
    await client.purgeDeletedSecret('purgeable');

    expect(await caught(client.getDeletedSecret('purgeable'))).to.include({ statusCode: 404 });
    expect((await client.setSecret('purgeable', 'second')).value).to.equal('second');
  });

  it('lists secrets 25 a page, without values and without deleted ones', async () => {
    await using many = await startKeyVaultServer();
    const names = Array.from({ length: 60 }, (_, index) => `s-${String(index).padStart(2, '0')}`);
    for (const name of names) many.set(name, 'hidden');
    many.delete('s-59');

    const pages = await collected(sdkClient(many).listPropertiesOfSecrets().byPage());

    expect(pages.map((page) => page.length)).to.deep.equal([25, 25, 9]);
    expect(pages.flat().map(({ name }) => name)).to.deep.equal(names.slice(0, 59));
    expect(JSON.stringify(pages)).not.to.include('hidden');
    expect((await collected(sdkClient(many).listDeletedSecrets())).map(({ name }) => name)).to.deep.equal([
      's-59',
    ]);
  });

  it('denies a client whose role was removed until it is granted again', async () => {
    vault.deny(vault.clientId);
    const error = await caught(client.getSecret('greeting'));
    vault.grant(vault.objectId);

    expect(error).to.include({ statusCode: 403, code: 'Forbidden' });
    expect(error).to.have.nested.property('details.error.innerError.code', 'ForbiddenByRbac');
    expect((await client.getSecret('greeting')).value).to.equal('hello');
  });

  it('denies one secret or one kind of request, for the reason it is told', async () => {
    vault.set('other', 'open');
    vault.deny(vault.clientId, { reason: 'ForbiddenByFirewall', name: 'greeting' });
    vault.deny(vault.clientId, { reason: 'ForbiddenByPolicy', kinds: ['secret-list'] });

    const read = await caught(client.getSecret('greeting'));
    const listed = await caught(collected(client.listPropertiesOfSecrets()));
    const { value } = await client.getSecret('other');
    vault.grant(vault.clientId);

    expect(read).to.have.nested.property('details.error.innerError.code', 'ForbiddenByFirewall');
    expect(listed).to.have.property('statusCode', 403);
    expect(value).to.equal('open');
  });

  it('does not deny clients it does not know', () => {
    expect(() => vault.deny('somebody')).to.throw('No client has the id "somebody"');
  });

  it('logs one challenge and one read for the first secret of a client', async () => {
    await sdkClient(vault).getSecret('greeting');

    expect(vault.requests[0]?.query['api-version']).to.match(/^20\d\d-\d\d-\d\d$/);
    expect(
      vault.requests.map(({ kind, name, authorization, status }) => [kind, name, authorization, status]),
    ).to.deep.equal([
      ['secret-read', 'greeting', false, 401],
      ['secret-read', 'greeting', true, 200],
    ]);
    expect(vault.reads('GREETING')).to.have.length(1);
    expect(vault.tokenRequests).to.deep.equal([
      { source: 'client-secret', clientId: vault.clientId, status: 200 },
    ]);
  });

  it('refuses a wrong client secret as Entra does', async () => {
    const error = await caught(
      sdkClient(vault, clientSecretCredential(vault, 'wrong')).getSecret('greeting'),
    );

    expect(error).to.have.property('name', 'AuthenticationRequiredError');
    expect(error).to.have.property('message').that.includes('AADSTS7000215');
    expect(vault.reads()).to.have.length(0);
  });

  it('refuses a token that has expired', async () => {
    vault.issueExpiredTokens();

    const error = await caught(sdkClient(vault).getSecret('greeting'));

    expect(error).to.include({ statusCode: 401, code: 'Unauthorized' });
  });
});
