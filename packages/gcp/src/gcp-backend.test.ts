import { systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { GcpBackend } from './gcp-backend.js';
import type { GcpOptions } from './gcp-options.js';
import { payloadOf } from './payload.js';
import { caught } from './test-kit/caught.js';
import { type FakeConnection, fakeConnection } from './test-kit/fake-connection.js';

const { signal } = new AbortController();
const VARIABLE = { kind: 'variable', id: 'hello' } as const;
const READ = 'GET /secrets/airflow-variables-hello/versions/latest:access';
const held = (value: string, version = '1') => ({
  name: `projects/1/secrets/airflow-variables-hello/versions/${version}`,
  payload: payloadOf(value),
});
const open = (connection: FakeConnection, options: GcpOptions = {}) =>
  new GcpBackend(options, { name: 'prod', directory: '.', env: {}, clock: systemClock }, connection);

describe('GcpBackend', () => {
  it('finds a value with its name and version', async () => {
    const backend = open(fakeConnection({ [READ]: held('world', '7') }));
    expect(await backend.find(VARIABLE, { signal })).to.deep.equal({
      value: 'world',
      name: 'airflow-variables-hello',
      version: '7',
    });
  });

  it("asks for a team's own name and then for the global one", async () => {
    const connection = fakeConnection({ [READ]: held('world') });
    await open(connection).find({ ...VARIABLE, team: 'blue' }, { signal });
    expect(connection.asked).to.deep.equal([
      'GET /secrets/airflow-variables-blue--hello/versions/latest:access',
      READ,
    ]);
  });

  it('asks nothing for what cannot be there', async () => {
    const connection = fakeConnection();
    const backend = open(connection, { configPrefix: null });
    expect(await backend.find({ kind: 'secret', id: '../x' }, { signal })).to.equal(undefined);
    expect(await backend.find({ kind: 'config', id: 'x' }, { signal })).to.equal(undefined);
    expect(await backend.describe({ kind: 'config', id: 'x' }, { signal })).to.equal(undefined);
    expect(await backend.remove({ kind: 'config', id: 'x' }, { signal })).to.equal(false);
    expect(await collected(backend.list({ kind: 'config' }, { signal }))).to.deep.equal([]);
    expect(connection.asked).to.deep.equal([]);
  });

  it('says UNAVAILABLE of an answer without a payload, and of a damaged one', async () => {
    for (const payload of [undefined, { data: 'eA==', dataCrc32c: '1' }]) {
      const backend = open(fakeConnection({ [READ]: { payload } }));
      expect(await caught(backend.find(VARIABLE, { signal }))).to.include({
        code: 'UNAVAILABLE',
        backend: 'prod',
      });
    }
  });

  it('names the call, the code and the next step of a failure, and how long to wait', async () => {
    const failure = { status: 429, word: 'RESOURCE_EXHAUSTED', unreadable: false, retryAfterMs: 2_000 };
    const backend = open(fakeConnection({ [READ]: () => ({ failure }) }));
    const error = await caught(backend.find(VARIABLE, { signal }));
    expect(error).to.include({ code: 'THROTTLED', retryAfterMs: 2_000 });
    expect(error.message).to.match(
      /^prod: the read of "airflow-variables-hello" was throttled\. Ask less often/,
    );
    expect(error.cause).to.deep.include({ code: 'RESOURCE_EXHAUSTED', status: 429 });
  });

  it('lists what begins with the prefix of a kind, page by page', async () => {
    const pages = [
      {
        secrets: [
          { name: 'projects/1/secrets/airflow-variables-a' },
          { name: 'projects/1/secrets/x-airflow-variables-b' },
        ],
        nextPageToken: 'p2',
      },
      {
        secrets: [
          { name: 'projects/1/secrets/airflow-variables-' },
          { name: 7 },
          { name: 'projects/1/secrets/airflow-variables-c' },
        ],
      },
    ];
    const queries: unknown[] = [];
    const connection = fakeConnection({
      'GET /secrets': ({ query }) => {
        queries.push(query);
        return { json: pages[queries.length - 1] ?? {} };
      },
    });
    const listed = await collected(open(connection).list({ kind: 'variable' }, { signal }));
    expect(listed).to.deep.equal([
      { ref: { kind: 'variable', id: 'a' }, name: 'airflow-variables-a' },
      { ref: { kind: 'variable', id: 'c' }, name: 'airflow-variables-c' },
    ]);
    expect(queries).to.deep.equal([
      { pageSize: '250', filter: 'name:airflow-variables-' },
      { pageSize: '250', filter: 'name:airflow-variables-', pageToken: 'p2' },
    ]);
  });

  it('describes a secret and the version that a read would give', async () => {
    const backend = open(
      fakeConnection({
        'GET /secrets/airflow-variables-hello': {
          createTime: '2026-01-02T03:04:05Z',
          labels: { team: 'blue', odd: 7 },
        },
        'GET /secrets/airflow-variables-hello/versions/latest': {
          name: 'projects/1/secrets/x/versions/3',
          state: 'DISABLED',
          createTime: 'never',
        },
      }),
    );
    expect(await backend.describe(VARIABLE, { signal })).to.deep.equal({
      name: 'airflow-variables-hello',
      version: '3',
      enabled: false,
      createdAt: new Date('2026-01-02T03:04:05Z'),
      tags: { team: 'blue' },
    });
    expect(await backend.describe({ ...VARIABLE, version: '9' }, { signal })).to.equal(undefined);
  });

  it('makes a secret only when there is none, with the value and its checksum in the request', async () => {
    const bodies: unknown[] = [];
    const add = 'POST /secrets/airflow-variables-hello:addVersion';
    const connection = fakeConnection({
      [add]: ({ body }) => {
        bodies.push(body);
        return bodies.length === 1
          ? { failure: { status: 404, word: 'NOT_FOUND', unreadable: false } }
          : { json: { name: 'projects/1/secrets/airflow-variables-hello/versions/1' } };
      },
      'POST /secrets': () => ({ failure: { status: 409, word: 'ALREADY_EXISTS', unreadable: false } }),
    });
    expect(await open(connection).write(VARIABLE, '123456789', { signal })).to.deep.equal({
      name: 'airflow-variables-hello',
      version: '1',
    });
    expect(connection.asked).to.deep.equal([add, 'POST /secrets', add]);
    expect(bodies[1]).to.deep.equal({ payload: { data: 'MTIzNDU2Nzg5', dataCrc32c: '3808858755' } });
  });

  it('refuses to write what Secret Manager cannot hold, without a request and without the value', async () => {
    const connection = fakeConnection();
    const backend = open(connection);
    for (const value of ['', 'hunter2'.repeat(10_000)]) {
      const error = await caught(backend.write(VARIABLE, value, { signal }));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).not.to.include('hunter2');
    }
    expect((await caught(backend.write({ kind: 'secret', id: 'a.b' }, 'x', { signal }))).code).to.equal(
      'INVALID_REFERENCE',
    );
    for (const change of [
      () => backend.write({ ...VARIABLE, version: '1' }, 'x', { signal }),
      () => backend.remove({ ...VARIABLE, version: '1' }, { signal }),
    ]) {
      expect((await caught(change())).code).to.equal('UNSUPPORTED');
    }
    expect(connection.asked).to.deep.equal([]);
  });

  it("removes a team's own secret and never the global one", async () => {
    const connection = fakeConnection({ 'DELETE /secrets/airflow-variables-hello': {} });
    const backend = open(connection);
    expect(await backend.remove({ ...VARIABLE, team: 'blue' }, { signal })).to.equal(false);
    expect(await backend.remove(VARIABLE, { signal })).to.equal(true);
    expect(connection.asked[0]).to.equal('DELETE /secrets/airflow-variables-blue--hello');
  });

  it('is satisfied by a probe that finds nothing', async () => {
    const connection = fakeConnection();
    await open(connection).probe({ signal });
    expect(connection.asked).to.deep.equal([
      'GET /secrets/airflow-connections-chatelaine-probe/versions/latest:access',
    ]);
  });

  it('ends with the caller, or with its own end, though the connection never answers', async () => {
    const connection = fakeConnection({ [READ]: () => new Promise<never>(() => undefined) });
    const backend = open(connection);
    const controller = new AbortController();
    const waiting = caught(backend.find(VARIABLE, { signal: controller.signal }));
    controller.abort();
    expect((await waiting).code).to.equal('ABORTED');
    const other = caught(backend.find(VARIABLE, { signal }));
    await backend.close();
    expect((await other).code).to.equal('CLOSED');
    expect(connection.isClosed).to.equal(true);
  });
});

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
