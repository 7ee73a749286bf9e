import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { SecretManagerServer } from './secret-manager-server.js';
import { ask, askForToken, assertionOf, CLOUD_PLATFORM, trade } from './signed-in.test.fixture.js';
import { startSecretManagerServer } from './start-secret-manager-server.js';

describe('Whom clients of the Secret Manager server log in at', () => {
  let server: SecretManagerServer;

  before(async () => {
    server = await startSecretManagerServer({ secrets: { hello: 'world' } });
  });

  after(() => server.close());

  beforeEach(() => {
    server.clearLog();
    server.clearFaults();
  });

  const admits = async (token: unknown): Promise<number> => {
    const url = `${server.url}/v1/projects/${server.projectId}/secrets/hello`;
    return (await ask(url, { headers: { authorization: `Bearer ${token}` } })).status;
  };

  it('trades the assertion of a service account for a token', async () => {
    const { body } = await trade(server, await assertionOf(server.key()));
    expect(body.token_type).to.equal('Bearer');
    expectAnHour(body.expires_in);
    expect(await admits(body.access_token)).to.equal(200);
    expect(server.tokenRequests).to.deep.equal([
      { source: 'service-account', principal: server.email, status: 200 },
    ]);
  });

  it('refuses an assertion that another key signed, that is old, or that is for somebody else', async () => {
    const key = server.key();
    const others = { ...key, private_key: server.key(server.machineAccount).private_key };
    for (const assertion of [
      await assertionOf(others),
      await assertionOf(key, { exp: 1_000 }),
      await assertionOf(key, { aud: 'https://oauth2.googleapis.com/token' }),
      await assertionOf({ ...key, client_email: 'nobody@x' }),
      'nothing',
    ]) {
      expect(await trade(server, assertion)).to.deep.include({ status: 400 });
    }
  });

  it('denies with a token that is for too little', async () => {
    const { body } = await trade(
      server,
      await assertionOf(server.key(), { scope: 'https://example.com/other' }),
    );
    expect(await admits(body.access_token)).to.equal(403);
  });

  it('gives out tokens that have expired when it is asked to', async () => {
    server.issueExpiredTokens();
    const { body } = await trade(server, await assertionOf(server.key()));
    expectAnHour(body.expires_in);
    expect(await admits(body.access_token)).to.equal(401);
  });

  it("trades a user's refresh token, and the token of an external identity", async () => {
    const user = JSON.parse(await readFile(await server.authorizedUserFile(), 'utf8'));
    const form = { ...user, grant_type: 'refresh_token' };
    expect(await admits((await askForToken(server, form)).body.access_token)).to.equal(200);
    expect((await askForToken(server, { ...form, client_secret: 'x' })).status).to.equal(401);
    expect((await askForToken(server, { ...form, refresh_token: 'x' })).status).to.equal(400);

    const config = JSON.parse(await readFile(await server.workloadIdentityFile(), 'utf8'));
    const exchange = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      scope: CLOUD_PLATFORM,
      subject_token: await readFile(config.credential_source.file, 'utf8'),
    };
    expect(await admits((await askForToken(server, exchange)).body.access_token)).to.equal(200);
    expect((await askForToken(server, { ...exchange, subject_token: 'x' })).status).to.equal(400);
    expect((await askForToken(server, { grant_type: 'password' })).status).to.equal(400);
  });

  it("is the machine's metadata server to who knows the header", async () => {
    const base = `http://${server.metadataHost}/computeMetadata/v1`;
    const headers = { 'metadata-flavor': 'Google' };
    const token = `${base}/instance/service-accounts/default/token`;
    expect((await ask(token)).status).to.equal(403);
    const answered = await ask(`${token}?scopes=${encodeURIComponent(CLOUD_PLATFORM)}`, { headers });
    expect(answered.headers.get('metadata-flavor')).to.equal('Google');
    expect(await admits(answered.body.access_token)).to.equal(200);
    expect(await (await fetch(`${base}/project/project-id`, { headers })).text()).to.equal(server.projectId);
    expect((await ask(`${base}/other`, { headers })).status).to.equal(404);
  });

  it('lets an account act as another when each of the chain may create tokens of the next', async () => {
    const { body } = await trade(server, await assertionOf(server.key()));
    const actAs = (target: string, delegates: readonly string[] = []) =>
      ask(`${server.iamEndpoint}/v1/projects/-/serviceAccounts/${target}:generateAccessToken`, {
        method: 'POST',
        headers: { authorization: `Bearer ${body.access_token}` },
        body: JSON.stringify({
          scope: [CLOUD_PLATFORM],
          delegates: delegates.map((each) => `projects/-/serviceAccounts/${each}`),
        }),
      });
    const direct = await actAs(server.impersonatedAccount);
    expect(Date.parse(String(direct.body.expireTime))).to.be.greaterThan(Date.now());
    expect(await admits(direct.body.accessToken)).to.equal(200);
    expect((await actAs(server.machineAccount)).status).to.equal(403);
    expect((await actAs('nobody@x')).status).to.equal(404);
    server.allowImpersonation(server.machineAccount, server.impersonatedAccount);
    expect((await actAs(server.machineAccount, [server.impersonatedAccount])).status).to.equal(200);
  });

  it('fails as it is asked to', async () => {
    server.faultTokens({ answer: 503, source: 'metadata' });
    server.faultTokens({ answer: 400, error: 'invalid_grant' });
    const refused = await trade(server, await assertionOf(server.key()));
    expect(refused).to.deep.include({ status: 400 });
    expect(refused.body).to.include({ error: 'invalid_grant' });
    const headers = { 'metadata-flavor': 'Google' };
    const url = `http://${server.metadataHost}/computeMetadata/v1/instance/service-accounts/default/token`;
    expect((await ask(url, { headers })).status).to.equal(503);
    expect((await ask(url, { headers })).status).to.equal(200);
  });

  it('says which environment a process finds its credential in', async () => {
    expect(await server.environment('metadata')).to.include({ GCE_METADATA_HOST: server.metadataHost });
    const { GOOGLE_APPLICATION_CREDENTIALS: file = '' } = await server.environment('key-file');
    expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.equal(server.key());
  });
});

/** The server counts from when the second began in which it was asked. */
function expectAnHour(seconds: unknown): void {
  expect(seconds).to.be.within(3_598, 3_600);
}
