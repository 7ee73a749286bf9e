import { expect } from 'chai';
import { decodeJwt } from 'jose';
import type { KeyVaultServer } from './key-vault-server.js';
import { jsonOf, type RawAnswer, raw } from './raw-request.test.fixture.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

const RESOURCE = 'resource=https%3A%2F%2Fvault.azure.net';

describe('managed identity of the Key Vault server', () => {
  let vault: KeyVaultServer;

  before(async () => {
    vault = await startKeyVaultServer({ clients: { app: {}, assigned: { managedIdentity: true } } });
  });
  after(() => vault.close());

  it('gives the system identity to App Service, until the moment it says', async () => {
    const answer = jsonOf(await appService(RESOURCE));

    const { appid, oid, exp } = decodeJwt<{ appid: string; oid: string }>(String(answer.access_token));
    expect({ clientId: appid, objectId: oid }).to.deep.equal(vault.systemIdentity);
    expect(answer).to.deep.include({
      token_type: 'Bearer',
      expires_on: String(exp),
      resource: 'https://vault.azure.net',
    });
  });

  it('gives the identity of the client id that was asked for', async () => {
    for (const answer of [
      await appService(`${RESOURCE}&client_id=assigned`),
      await imds(`${RESOURCE}&client_id=assigned`),
    ]) {
      expect(decodeJwt(String(jsonOf(answer).access_token))).to.have.property('appid', 'assigned');
    }
    expect(vault.tokenRequests.at(-1)).to.deep.equal({ source: 'imds', clientId: 'assigned', status: 200 });
  });

  it('gives nobody an identity that is not a managed one', async () => {
    expect((await imds(`${RESOURCE}&client_id=app`)).status).to.equal(400);
    expect((await appService(`${RESOURCE}&client_id=nobody`)).status).to.equal(400);
  });

  it('asks App Service for its header', async () => {
    const url = `${vault.identityEndpoint}?api-version=2019-08-01&${RESOURCE}`;

    expect((await raw(url)).status).to.equal(401);
    expect((await raw(url, { headers: { 'x-identity-header': 'wrong' } })).status).to.equal(401);
  });

  it('asks for the metadata header, an api-version and the resource of the vault', async () => {
    const url = `${vault.imdsHost}/metadata/identity/oauth2/token`;

    expect((await raw(`${url}?api-version=2018-02-01&${RESOURCE}`)).status).to.equal(400);
    expect((await raw(`${url}?${RESOURCE}`, { headers: { metadata: 'true' } })).status).to.equal(400);
    expect((await imds('resource=https%3A%2F%2Fgraph.microsoft.com')).status).to.equal(400);
  });

  it('fails when it is told to, for one source only', async () => {
    vault.faultTokens({ answer: 500, source: 'imds' });

    expect((await appService(RESOURCE)).status).to.equal(200);
    expect((await imds(RESOURCE)).status).to.equal(500);
    expect((await imds(RESOURCE)).status).to.equal(200);
  });

  const appService = (query: string): Promise<RawAnswer> =>
    raw(`${vault.identityEndpoint}?api-version=2019-08-01&${query}`, {
      headers: { 'x-identity-header': vault.identityHeader },
    });

  const imds = (query: string): Promise<RawAnswer> =>
    raw(`${vault.imdsHost}/metadata/identity/oauth2/token?api-version=2018-02-01&${query}`, {
      headers: { metadata: 'true' },
    });
});
