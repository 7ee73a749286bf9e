import { expect } from 'chai';
import type { SecretManagerServer } from './secret-manager-server.js';
import { ask, signedIn } from './signed-in.test.fixture.js';
import { startSecretManagerServer } from './start-secret-manager-server.js';

describe('The Secret Manager server', () => {
  let server: SecretManagerServer;
  let call: Awaited<ReturnType<typeof signedIn>>;

  before(async () => {
    server = await startSecretManagerServer({
      secrets: {
        hello: 'world',
        aliased: { value: 'one', versionAliases: { stable: 1 }, labels: { a: 'b' } },
      },
    });
    call = await signedIn(server);
  });

  after(() => server.close());

  beforeEach(() => {
    server.clearLog();
    server.clearFaults();
  });

  const statusOf = ({ body }: { body: Readonly<Record<string, unknown>> }) =>
    (body.error as { readonly status?: string } | undefined)?.status;
  const add = (name: string, text: string, dataCrc32c?: string) =>
    call('POST', `/secrets/${name}:addVersion`, {
      payload: {
        data: Buffer.from(text).toString('base64'),
        ...(dataCrc32c === undefined ? {} : { dataCrc32c }),
      },
    });

  it('gives a payload with its checksum under the full name of its version', async () => {
    server.set('checked', '123456789');
    expect((await call('GET', '/secrets/checked/versions/latest:access')).body).to.deep.equal({
      name: `projects/${server.projectNumber}/secrets/checked/versions/1`,
      payload: { data: 'MTIzNDU2Nzg5', dataCrc32c: '3808858755' },
    });
  });

  it('takes a project by its number too, and no other', async () => {
    const { status } = await call('GET', `/../${server.projectNumber}/secrets/hello`);
    expect(status).to.equal(200);
    expect(statusOf(await call('GET', '/../another/secrets/hello'))).to.equal('PERMISSION_DENIED');
  });

  it('makes a secret, adds versions, lists, describes, disables, enables, destroys and deletes', async () => {
    const made = await call('POST', '/secrets?secretId=made', { replication: { automatic: {} } });
    expect(made.body).to.include({ name: `projects/${server.projectNumber}/secrets/made` });
    expect(
      statusOf(await call('POST', '/secrets?secretId=made', { replication: { automatic: {} } })),
    ).to.equal('ALREADY_EXISTS');
    expect(statusOf(await call('GET', '/secrets/made/versions/latest'))).to.equal('NOT_FOUND');
    await add('made', 'one');
    await add('made', 'two');
    expect((await call('GET', '/secrets/made/versions/latest')).body).to.include({ state: 'ENABLED' });
    expect((await call('GET', '/secrets/made/versions')).body).to.include({ totalSize: 2 });
    await call('POST', '/secrets/made/versions/2:disable');
    expect(statusOf(await call('GET', '/secrets/made/versions/latest:access'))).to.equal(
      'FAILED_PRECONDITION',
    );
    expect((await call('GET', '/secrets/made/versions/1:access')).status).to.equal(200);
    await call('POST', '/secrets/made/versions/2:enable');
    expect((await call('GET', '/secrets/made/versions/latest:access')).status).to.equal(200);
    await call('POST', '/secrets/made/versions/2:destroy');
    expect(statusOf(await call('GET', '/secrets/made/versions/latest:access'))).to.equal(
      'FAILED_PRECONDITION',
    );
    expect(statusOf(await call('POST', '/secrets/made/versions/2:enable'))).to.equal('FAILED_PRECONDITION');
    expect((await call('DELETE', '/secrets/made')).body).to.deep.equal({});
    expect(statusOf(await call('DELETE', '/secrets/made'))).to.equal('NOT_FOUND');
  });

  it('finds a version by its alias, and gives the number of it', async () => {
    const { body } = await call('GET', '/secrets/aliased/versions/stable:access');
    expect(body.name).to.match(/versions\/1$/);
  });

  it('refuses a payload that is empty, too large or does not fit its checksum', async () => {
    expect((await add('hello', 'x'.repeat(65_536))).status).to.equal(200);
    for (const answered of [
      await add('hello', ''),
      await add('hello', 'x'.repeat(65_537)),
      await add('hello', 'x', '1'),
    ]) {
      expect(answered.status).to.equal(400);
      expect(statusOf(answered)).to.equal('INVALID_ARGUMENT');
    }
  });

  it('lists by pages, and by what a name contains', async () => {
    for (let index = 0; index < 5; index += 1) server.set(`page-${index}`, 'x');
    const first = await call('GET', '/secrets?filter=name:page-&pageSize=3');
    expect(first.body.secrets).to.have.length(3);
    const next = await call(
      'GET',
      `/secrets?filter=name:page-&pageSize=3&pageToken=${first.body.nextPageToken}`,
    );
    expect(next.body.secrets).to.have.length(2);
    expect(next.body).not.to.have.property('nextPageToken');
    expect((await call('GET', '/secrets?pageToken=odd')).status).to.equal(400);
  });

  it('refuses who shows no token, or one that it did not give', async () => {
    const url = `${server.url}/v1/projects/${server.projectId}/secrets/hello`;
    expect((await ask(url)).status).to.equal(401);
    expect((await ask(url, { headers: { authorization: 'Bearer x' } })).status).to.equal(401);
  });

  it('denies what was taken away from an account, and grants it again', async () => {
    server.deny(server.email, { kinds: ['version-access'], name: 'hello' });
    expect(statusOf(await call('GET', '/secrets/hello/versions/1:access'))).to.equal('PERMISSION_DENIED');
    expect((await call('GET', '/secrets/hello')).status).to.equal(200);
    expect((await call('GET', '/secrets/aliased/versions/1:access')).status).to.equal(200);
    server.grant(server.email);
    expect((await call('GET', '/secrets/hello/versions/1:access')).status).to.equal(200);
  });

  it('spoils requests as it is asked to, as often as it is asked to', async () => {
    const read = () => call('GET', '/secrets/aliased/versions/1:access');
    server.fault({ answer: 429, retryAfter: 3, kind: 'version-access' });
    expect((await call('GET', '/secrets/hello')).status).to.equal(200);
    const throttled = await read();
    expect([throttled.status, throttled.headers.get('retry-after'), statusOf(throttled)]).to.deep.equal([
      429,
      '3',
      'RESOURCE_EXHAUSTED',
    ]);
    server.fault({ answer: 503, reason: 'X' });
    expect((await read()).body.error).to.deep.include({ code: 503, status: 'UNAVAILABLE' });
    server.fault({ answer: 'bad-crc' });
    expect((await read()).body.payload)
      .to.have.property('dataCrc32c')
      .that.not.equals(undefined);
    server.fault({ answer: 'reset' });
    expect(await read().catch(() => 'cut')).to.equal('cut');
    server.fault({ answer: 'malformed-body' });
    expect(await read().catch((error: unknown) => error)).to.be.instanceOf(SyntaxError);
    expect((await read()).status).to.equal(200);
  });

  it('keeps a log without tokens and values', async () => {
    await add('hello', 'hunter2');
    expect(server.requests[0]).to.deep.include({
      kind: 'version-add',
      name: 'hello',
      status: 200,
      authorization: true,
    });
    expect(JSON.stringify([server.requests, server.tokenRequests])).not.to.match(/ya29|hunter2|aHVudGVyMg/);
  });

  it('speaks of one location when it is regional, without replication', async () => {
    const regional = await startSecretManagerServer({ location: 'europe-west3' });
    const there = await signedIn(regional);
    const place = '/locations/europe-west3';
    expect((await there('POST', `${place}/secrets?secretId=x`, {})).body).not.to.have.property('replication');
    expect((await there('GET', '/secrets/x')).status).to.equal(400);
    expect((await there('GET', `${place}/secrets/x`)).status).to.equal(200);
    await regional.close();
  });
});
