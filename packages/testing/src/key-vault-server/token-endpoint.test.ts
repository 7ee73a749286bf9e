import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ClientAssertionCredential, ClientCertificateCredential } from '@azure/identity';
import { expect } from 'chai';
import { decodeJwt } from 'jose';
import { credentialOptions, sdkClient } from './azure-sdk.test.fixture.js';
import { caught } from './caught.test.fixture.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { askForToken, jsonOf, raw, tokenOf } from './raw-request.test.fixture.js';
import { selfSignedCertificate } from './self-signed-certificate.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

const SCOPE = 'https://vault.azure.net/.default';

describe('Entra of the Key Vault server', () => {
  let vault: KeyVaultServer;
  let other: { certificate: string; privateKey: string };

  before(async () => {
    other = await selfSignedCertificate({ commonName: 'other', keyType: 'rsa' });
    vault = await startKeyVaultServer({
      secrets: { greeting: 'hello' },
      tenantId: 'contoso',
      clients: {
        main: { secret: 'right', objectId: 'main-object' },
        'with-certificate': { certificate: other.certificate },
      },
    });
  });
  after(() => vault.close());

  it('issues tokens that name the tenant, the client and the resource', async () => {
    const answer = jsonOf(await askForToken(vault));

    expect(answer).to.deep.include({ token_type: 'Bearer', expires_in: 3600 });
    expect(decodeJwt(String(answer.access_token))).to.deep.include({
      aud: 'https://vault.azure.net',
      iss: `${vault.authorityHost}/contoso/`,
      tid: 'contoso',
      appid: 'main',
      oid: 'main-object',
    });
  });

  it('publishes the key it signs with', async () => {
    const document = await raw(`${vault.authorityHost}/contoso/v2.0/.well-known/openid-configuration`, vault);
    const keys = jsonOf(await raw(String(jsonOf(document).jwks_uri), vault));

    expect(keys.keys).to.have.length(1);
  });

  for (const [what, form, status, number] of [
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
    ['an unknown client', { client_id: 'nobody' }, 400, 700016],
    ['another grant', { grant_type: 'password' }, 400, 70003],
    ['another resource', { scope: 'https://graph.microsoft.com/.default' }, 400, 500011],
    ['a secret where the client has none', { client_id: 'with-certificate' }, 401, 7000215],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await askForToken(vault, form);

      expect(answer.status).to.equal(status);
      expect(jsonOf(answer)).to.deep.include({ error_codes: [number] });
      expect(jsonOf(answer).error_description).to.match(new RegExp(`^AADSTS${number}: `));
    });
  }

  it('lets a client in with its certificate', async () => {
    const certificate = `${other.privateKey}${other.certificate}`;
    const credential = new ClientCertificateCredential(
      'contoso',
      'with-certificate',
      { certificate },
      credentialOptions(vault),
    );

    expect((await sdkClient(vault, credential).getSecret('greeting')).value).to.equal('hello');
  });

  it('refuses a certificate that the client has not registered', async () => {
    const credential = new ClientCertificateCredential(
      'contoso',
      'with-certificate',
      { certificate: await readFile(await vault.certificateFile(), 'utf8') },
      credentialOptions(vault),
    );

    expect(await caught(credential.getToken(SCOPE)))
      .to.have.property('message')
      .that.includes('AADSTS700027');
  });

  it('lets a workload in by the subject of its federated token', async () => {
    const credential = new ClientAssertionCredential(
      'contoso',
      'main',
      () => vault.federatedToken(),
      credentialOptions(vault),
    );

    expect((await sdkClient(vault, credential).getSecret('greeting')).value).to.equal('hello');
  });

  it('refuses a federated token of another subject, and one that is none', async () => {
    const stranger = await assertion(await vault.federatedToken('system:serviceaccount:default:stranger'));
    const access = await assertion(await tokenOf(vault));
    const noToken = await assertion('no token');

    expect(stranger).to.deep.equal([401, 700213]);
    expect(access).to.deep.equal([401, 700211]);
    expect(noToken).to.deep.equal([401, 700211]);
  });

  it('keeps neither secrets nor assertions in its log', async () => {
    await askForToken(vault);

    expect(vault.tokenRequests.at(-1)).to.deep.equal({
      source: 'client-secret',
      clientId: 'main',
      status: 200,
    });
  });

  it('signs certificates for client and server that name what they are for', () => {
    const server = new X509Certificate(vault.ca);

    expect(server.subjectAltName).to.equal('DNS:localhost, IP Address:127.0.0.1');
    expect([server.ca, server.verify(server.publicKey)]).to.deep.equal([true, true]);
  });

  async function assertion(token: string): Promise<unknown[]> {
    const answer = await raw(`${vault.authorityHost}/contoso/oauth2/v2.0/token`, {
      method: 'POST',
      ca: vault.ca,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: SCOPE,
        client_id: 'main',
        client_assertion: token,
      }).toString(),
    });
    return [answer.status, ...(jsonOf(answer).error_codes as number[])];
  }
});
