import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import type { Fetch } from './bounded-fetch.js';
import { connectSecretManager } from './secret-manager-connection.js';

const { signal } = new AbortController();
const CALL = { method: 'GET', path: '/secrets/x' } as const;

/** A client that gives out `t1`, `t2` and so on, each for so long. */
function tokens(lifetimeMs: number) {
  const given: string[] = [];
  return {
    given,
    credentials: { expiry_date: 0 },
    async getAccessToken() {
      this.credentials.expiry_date = Date.now() + lifetimeMs;
      given.push(`t${given.length + 1}`);
      return { token: given.at(-1) ?? '' };
    },
  };
}

describe('connectSecretManager', () => {
  const asked: [string, string | null][] = [];
  const answering =
    (...statuses: number[]): Fetch =>
    async (url, init = {}) => {
      asked.push([String(url), new Headers(init.headers).get('authorization')]);
      return Response.json({}, { status: statuses.shift() ?? 200 });
    };
  const open = (fetch: Fetch, authClient: ReturnType<typeof tokens>, clock = new ManualClock()) =>
    connectSecretManager(
      { projectId: 'contoso-1', location: 'europe-west3' },
      { name: 'prod', directory: '.', env: {}, clock },
      { fetch, authClient },
    );

  beforeEach(() => asked.splice(0));

  it('calls the address of the project and location with the token', async () => {
    await open(answering(), tokens(3_600_000)).call({ ...CALL, query: { a: 'b&c' } }, signal);
    expect(asked).to.deep.equal([
      [
        'https://secretmanager.europe-west3.rep.googleapis.com/v1/projects/contoso-1/locations/europe-west3/secrets/x?a=b%26c',
        'Bearer t1',
      ],
    ]);
  });

  it('logs in once for many calls, again behind their backs near the end, and at once after it', async () => {
    const [client, clock] = [tokens(3_600_000), new ManualClock()];
    const connection = open(answering(), client, clock);
    await Promise.all([connection.call(CALL, signal), connection.call(CALL, signal)]);
    expect(client.given).to.have.length(1);
    await clock.advance(3_600_000 - 60_000);
    await connection.call(CALL, signal);
    expect(asked.at(-1)?.[1]).to.equal('Bearer t1');
    expect(client.given).to.have.length(2);
    await clock.advance(3_700_000);
    await connection.call(CALL, signal);
    expect(asked.at(-1)?.[1]).to.equal('Bearer t3');
  });

  it('repeats a call once after a 401, with a new token, and gives up after the second', async () => {
    const client = tokens(3_600_000);
    const connection = open(answering(401, 401, 401), client);
    expect((await connection.call(CALL, signal)).failure?.status).to.equal(401);
    expect(asked.map(([, token]) => token)).to.deep.equal(['Bearer t1', 'Bearer t2']);
    expect((await connection.call(CALL, signal)).failure?.status).to.equal(401);
    expect(asked).to.have.length(3);
  });

  it('gives what was not reached as facts', async () => {
    const fetch: Fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    };
    expect((await open(fetch, tokens(1_000)).call(CALL, signal)).failure?.networkCode).to.equal(
      'ECONNREFUSED',
    );
  });
});
