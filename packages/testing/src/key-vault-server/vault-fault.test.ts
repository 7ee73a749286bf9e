import type { SecretClient } from '@azure/keyvault-secrets';
import { expect } from 'chai';
import { clientSecretCredential, sdkClient } from './azure-sdk.test.fixture.js';
import { caught } from './caught.test.fixture.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { raw, tokenOf } from './raw-request.test.fixture.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

describe('Key Vault server with faults', () => {
  let vault: KeyVaultServer;
  let client: SecretClient;

  before(async () => {
    vault = await startKeyVaultServer({ secrets: { greeting: 'hello', other: 'open' } });
    client = sdkClient(vault);
  });
  after(() => vault.close());
  afterEach(() => vault.clearFaults());

  it('throttles as often as it is told, without Retry-After', async () => {
    vault.fault({ answer: 429, times: 2 });

    expect(await caught(client.getSecret('greeting'))).to.include({ statusCode: 429, code: 'Throttled' });
    expect(await caught(client.getSecret('greeting'))).to.include({ statusCode: 429 });
    expect((await client.getSecret('greeting')).value).to.equal('hello');
  });

  it('throttles with Retry-After', async () => {
    vault.fault({ answer: 429, retryAfter: 7 });

    const answer = await authorized('/secrets/greeting?api-version=7.4');

    expect([answer.status, answer.headers['retry-after']]).to.deep.equal([429, '7']);
  });

  it('fails only the secret it is told to', async () => {
    vault.fault({ answer: 500, name: 'greeting' });

    expect((await client.getSecret('other')).value).to.equal('open');
    expect(await caught(client.getSecret('greeting'))).to.include({ statusCode: 500 });
  });

  it('answers with the status, codes and headers it is told', async () => {
    const headers = { location: 'https://elsewhere.example/' };
    vault.fault({ answer: 307, headers, code: 'Moved', innerCode: 'Inner' });

    const answer = await authorized('/secrets/greeting?api-version=7.4');

    expect([answer.status, answer.headers.location]).to.deep.equal([307, headers.location]);
    expect(answer.text).to.include('"code":"Moved"').and.to.include('"innererror":{"code":"Inner"}');
  });

  it('leaves the challenge alone unless it is told otherwise', async () => {
    vault.fault({ answer: 503 });
    expect((await raw(`${vault.url}/secrets/greeting?api-version=7.4`, vault)).status).to.equal(401);
    vault.clearFaults();

    vault.fault({ answer: 503, challenges: true });
    expect((await raw(`${vault.url}/secrets/greeting?api-version=7.4`, vault)).status).to.equal(503);
  });

  it('does not do what it answered with a fault', async () => {
    vault.fault({ answer: 500 });

    await caught(client.setSecret('greeting', 'overwritten'));

    expect((await client.getSecret('greeting')).value).to.equal('hello');
  });

  it('never answers, and logs the request without a status', async () => {
    await client.getSecret('greeting');
    vault.clearLog();
    vault.fault({ answer: 'hang' });
    const abort = new AbortController();

    const asked = caught(client.getSecret('greeting', { abortSignal: abort.signal }));
    await arrived(() => vault.requests.length > 0);
    abort.abort();

    expect(await asked).to.have.property('name', 'AbortError');
    expect(vault.reads().map(({ status }) => status)).to.deep.equal([undefined]);
  });

  it('cuts the connection', async () => {
    vault.fault({ answer: 'reset' });

    expect(await caught(client.getSecret('greeting'))).to.have.property('code', 'ECONNRESET');
  });

  it('gives the right answer cut in half', async () => {
    vault.fault({ answer: 'malformed-body' });

    const answer = await authorized('/secrets/greeting?api-version=7.4');

    expect(answer.status).to.equal(200);
    expect(answer.text).to.match(/^\{"value":"hello"/);
    expect(() => JSON.parse(answer.text)).to.throw(SyntaxError);
  });

  it('gives the right answer a byte at a time', async () => {
    vault.fault({ answer: 'slow-body', everyMs: 0 });

    const answer = await authorized('/secrets/greeting?api-version=7.4');

    expect(JSON.parse(answer.text)).to.have.property('value', 'hello');
  });

  it('claims that a good token has expired', async () => {
    vault.fault({ answer: 'expired-token', times: 2 });

    expect(await caught(client.getSecret('greeting'))).to.include({ statusCode: 401, code: 'Unauthorized' });
  });

  it('fails the token endpoint, by status and by cutting the connection', async () => {
    vault.faultTokens({ answer: 400, error: 'invalid_request' });
    expect(await caught(clientSecretCredential(vault).getToken('https://vault.azure.net/.default')))
      .to.have.property('message')
      .that.includes('invalid_request');

    vault.faultTokens({ answer: 'reset' });
    await caught(clientSecretCredential(vault).getToken('https://vault.azure.net/.default'));
    expect(vault.tokenRequests.at(-1)).to.deep.include({ source: 'client-secret', status: undefined });
  });

  it('closes while requests for secrets and tokens are hanging', async () => {
    const own = await startKeyVaultServer({ secrets: { greeting: 'hello' } });
    own.fault({ answer: 'hang', challenges: true });
    own.faultTokens({ answer: 'hang' });
    const secret = caught(raw(`${own.url}/secrets/greeting?api-version=7.4`, own));
    const token = caught(tokenOf(own));
    await arrived(() => own.requests.length + own.tokenRequests.length === 2);

    await own.close();

    expect(await secret).to.have.property('code', 'ECONNRESET');
    expect(await token).to.have.property('code', 'ECONNRESET');
  });

  async function authorized(path: string): ReturnType<typeof raw> {
    return raw(`${vault.url}${path}`, {
      ca: vault.ca,
      headers: { authorization: `Bearer ${await tokenOf(vault)}` },
    });
  }
});

async function arrived(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
