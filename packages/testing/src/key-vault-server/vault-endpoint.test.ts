import { expect } from 'chai';
import type { KeyVaultServer } from './key-vault-server.js';
import {
  codesOf,
  jsonOf,
  type RawAnswer,
  type RawOptions,
  raw,
  tokenOf,
} from './raw-request.test.fixture.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

describe('Key Vault server, asked directly', () => {
  let now = Date.UTC(2030, 0, 1);
  let vault: KeyVaultServer;
  let token: string;

  before(async () => {
    vault = await startKeyVaultServer({
      secrets: { greeting: 'hello' },
      hostNames: ['*.vault.azure.net'],
      now: () => now,
    });
    token = await tokenOf(vault);
  });
  after(() => vault.close());

  it('challenges a request without a token and names the tenant and the resource', async () => {
    const answer = await raw(`${vault.url}/secrets/greeting?api-version=7.4`, vault);

    expect(answer.status).to.equal(401);
    expect(answer.headers['www-authenticate']).to.equal(
      `Bearer authorization="${vault.authorityHost}/${vault.tenantId}", resource="https://vault.azure.net"`,
    );
    expect(codesOf(answer)).to.deep.equal(['Unauthorized', undefined]);
  });

  it('gives every answer a request id of its own', async () => {
    const ids = (await Promise.all([ask('/secrets/greeting'), ask('/secrets/absent')])).map(
      ({ headers }) => headers['x-ms-request-id'],
    );

    expect(new Set(ids).size).to.equal(2);
    expect(ids[0]).to.match(/^[0-9a-f-]{36}$/);
  });

  it('reads an encoded query and a path with stray slashes', async () => {
    const answer = await raw(`${vault.url}//secrets/greeting/?api%2Dversion=7%2E4`, bearer(token));

    expect(jsonOf(answer)).to.have.property('value', 'hello');
    expect(vault.requests.at(-1)).to.deep.include({
      path: '//secrets/greeting/',
      query: { 'api-version': '7.4' },
    });
  });

  it('uses the host name that it was asked under in what it answers', async () => {
    const answer = await ask('/secrets/greeting', { headers: { host: 'contoso.vault.azure.net' } });

    expect(jsonOf(answer).id).to.match(
      /^https:\/\/contoso\.vault\.azure\.net\/secrets\/greeting\/[0-9a-f]{32}$/,
    );
    expect(vault.requests.at(-1)).to.have.property('host', 'contoso.vault.azure.net');
  });

  for (const name of ['under_score', 'dot.ted', '%2e%2e', 'a%2Fb', 'a%0Ab', '%', 'x'.repeat(128)]) {
    it(`refuses the name ${name.slice(0, 12)} as BadParameter`, async () => {
      const answer = await ask(`/secrets/${name}`);

      expect([answer.status, codesOf(answer)[0]]).to.deep.equal([400, 'BadParameter']);
    });
  }

  it('refuses an api-version that it does not know, or none', async () => {
    const unknown = await raw(`${vault.url}/secrets/greeting?api-version=1999-01-01`, bearer(token));
    const none = await raw(`${vault.url}/secrets/greeting`, bearer(token));

    expect([unknown.status, none.status]).to.deep.equal([400, 400]);
  });

  it('takes a value of 25,600 bytes and none that is longer', async () => {
    const fits = await write('long', { value: 'é'.repeat(12_800) });
    const tooLong = await write('long', { value: `${'é'.repeat(12_800)}x` });

    expect([fits.status, tooLong.status]).to.deep.equal([200, 400]);
  });

  for (const [what, body] of [
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no value', '{}'],
    ['a value that is no text', '{"value":1}'],
    ['a date that is no number', '{"value":"v","attributes":{"exp":"soon"}}'],
  ] as const) {
    it(`refuses to write ${what}`, async () => {
      expect((await ask('/secrets/written', { method: 'PUT', body })).status).to.equal(400);
    });
  }

  it('pages as small as it is asked to, and by its own links', async () => {
    vault.set('second', 'value');
    const first = jsonOf(await raw(`${vault.url}/secrets?api-version=7.4&maxresults=1`, bearer(token)));
    const second = jsonOf(await raw(String(first.nextLink), bearer(token)));

    expect(first.value).to.have.length(1);
    expect(second.value).to.have.length(1);
    expect(second.value).not.to.deep.equal(first.value);
    expect((await raw(`${vault.url}/secrets?api-version=7.4&maxresults=26`, bearer(token))).status).to.equal(
      400,
    );
  });

  it('answers 404 to what it does not speak', async () => {
    expect((await ask('/keys/k')).status).to.equal(404);
    expect((await ask('/secrets/greeting', { method: 'POST' })).status).to.equal(404);
  });

  it('refuses a token that was altered, and one of another server', async () => {
    await using stranger = await startKeyVaultServer({ tenantId: vault.tenantId });
    const [head, claims] = token.split('.');

    const altered = await raw(
      `${vault.url}/secrets/greeting?api-version=7.4`,
      bearer(`${head}.${claims}.AAAA`),
    );
    const foreign = await raw(
      `${vault.url}/secrets/greeting?api-version=7.4`,
      bearer(await tokenOf(stranger)),
    );
    const none = await raw(`${vault.url}/secrets/greeting?api-version=7.4`, {
      ca: vault.ca,
      headers: { authorization: 'Basic YTpi' },
    });

    expect([altered.status, foreign.status, none.status]).to.deep.equal([401, 401, 401]);
  });

  it('refuses a token from the second at which it expires', async () => {
    const issued = now;
    now = issued + 3_599_000;
    const before = await ask('/secrets/greeting');
    now = issued + 3_600_000;
    const after = await ask('/secrets/greeting');
    now = issued;

    expect([before.status, after.status]).to.deep.equal([200, 401]);
  });

  it('keeps no token and no value in its log', async () => {
    await ask('/secrets/greeting');

    const log = JSON.stringify(vault.requests);
    expect(log).not.to.include(token.slice(0, 20));
    expect(log).not.to.include('hello');
  });

  const bearer = (text: string): RawOptions => ({
    ca: vault.ca,
    headers: { authorization: `Bearer ${text}` },
  });

  function ask(path: string, options: RawOptions = {}): Promise<RawAnswer> {
    const headers = { authorization: `Bearer ${token}`, ...options.headers };
    return raw(`${vault.url}${path}?api-version=7.4`, { ca: vault.ca, ...options, headers });
  }

  const write = (name: string, body: unknown): Promise<RawAnswer> =>
    ask(`/secrets/${name}`, { method: 'PUT', body: JSON.stringify(body) });
});
