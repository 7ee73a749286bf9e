import { systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import type { Fetch } from './bounded-fetch.js';
import type { CredentialSource } from './credential.js';
import { logIn } from './log-in.js';
import { caught } from './test-kit/caught.js';
import { SERVICE_ACCOUNT } from './test-kit/service-account.js';

const { signal } = new AbortController();
const METADATA = 'http://169.254.169.254/computeMetadata/v1/';
const FLAVOR = { 'metadata-flavor': 'Google' };

const sourceOf = (changes: Partial<CredentialSource> = {}): CredentialSource => ({
  kind: 'default',
  options: {},
  env: { CLOUDSDK_CONFIG: '/nonexistent' },
  clock: systemClock,
  directory: '.',
  backend: 'prod',
  iamEndpoint: 'https://iamcredentials.googleapis.com',
  metadata: { answered: false },
  ...changes,
});

/** Answers by the address without its query, and is not reached at any other. */
function answering(table: Readonly<Record<string, () => Response>>): Fetch & { readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = async (url) => {
    asked.push(String(url));
    const answer = table[String(url).split('?', 1)[0] ?? ''];
    if (answer !== undefined) return answer();
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'EHOSTUNREACH' }) });
  };
  return Object.assign(fetch, { asked });
}

const machineToken = () =>
  Response.json({ access_token: 'machine', expires_in: 3_600, token_type: 'Bearer' }, { headers: FLAVOR });
const TOKEN = `${METADATA}instance/service-accounts/default/token`;
const PROJECT = `${METADATA}project/project-id`;

describe('logIn', () => {
  it('asks the metadata server when the environment has no credential, and for the project too', async () => {
    const fetch = answering({
      [TOKEN]: machineToken,
      [PROJECT]: () => new Response('contoso-1', { headers: FLAVOR }),
    });
    expect(await logIn(sourceOf(), fetch, signal)).to.include({ token: 'machine', projectId: 'contoso-1' });
  });

  it('takes the project of the environment before that of the metadata server', async () => {
    const fetch = answering({ [TOKEN]: machineToken });
    const env = { CLOUDSDK_CONFIG: '/nonexistent', GOOGLE_CLOUD_PROJECT: 'named-1' };
    expect(await logIn(sourceOf({ env }), fetch, signal)).to.include({ projectId: 'named-1' });
    expect(fetch.asked).to.have.length(1);
  });

  it('takes an answer without the flavor of Google for that of somebody else', async () => {
    const fetch = answering({ [TOKEN]: () => Response.json({ access_token: 'x', expires_in: 1 }) });
    expect(await caught(logIn(sourceOf(), fetch, signal))).to.include({ code: 'UNAUTHENTICATED' });
  });

  it('says UNAVAILABLE when a metadata server that has answered before does not', async () => {
    const source = sourceOf({ options: { projectId: 'contoso-1' } });
    await logIn(source, answering({ [TOKEN]: machineToken }), signal);
    expect(await caught(logIn(source, answering({}), signal))).to.include({ code: 'UNAVAILABLE' });
  });

  it('signs in by a key at the address that Google has for it, and at no other', async () => {
    const fetch = answering({
      'https://oauth2.googleapis.com/token': () => Response.json({ access_token: 'ours', expires_in: 3_600 }),
    });
    const source = sourceOf({ kind: 'key', options: { key: SERVICE_ACCOUNT } });
    expect(await logIn(source, fetch, signal)).to.include({ token: 'ours', projectId: 'contoso-1' });
    expect(fetch.asked).to.have.length(1);
  });

  it('does not show what the authority said', async () => {
    const fetch = answering({
      'https://oauth2.googleapis.com/token': () =>
        Response.json({ error: 'hunter2', error_description: 'hunter2' }, { status: 400 }),
    });
    const error = await caught(
      logIn(sourceOf({ kind: 'key', options: { key: SERVICE_ACCOUNT } }), fetch, signal),
    );
    expect(error.code).to.equal('UNAUTHENTICATED');
    expect(`${error.stack} ${JSON.stringify(error.cause)}`).not.to.include('hunter2');
  });

  it('names the variable whose file is not there', async () => {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent/hunter2.json' };
    const error = await caught(logIn(sourceOf({ env }), answering({}), signal));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(error.message).to.include('GOOGLE_APPLICATION_CREDENTIALS').and.not.to.include('hunter2');
  });

  it('acts as the last of a chain through the others', async () => {
    const bodies: unknown[] = [];
    const url =
      'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/b%40x:generateAccessToken';
    const fetch: Fetch = async (asked, init = {}) => {
      if (String(asked) !== url) return machineToken();
      bodies.push(JSON.parse(String(init.body)));
      return Response.json({ accessToken: 'theirs', expireTime: '2099-01-01T00:00:00Z' });
    };
    const options = { projectId: 'contoso-1', impersonationChain: ['a@x', 'b@x'], scopes: ['s'] };
    expect(await logIn(sourceOf({ options }), fetch, signal)).to.include({
      token: 'theirs',
      expiresAt: Date.parse('2099-01-01T00:00:00Z'),
    });
    expect(bodies).to.deep.equal([{ delegates: ['projects/-/serviceAccounts/a@x'], scope: ['s'] }]);
  });
});
