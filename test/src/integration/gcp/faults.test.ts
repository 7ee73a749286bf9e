import type { SecretsBackend } from '@chatelaine/core';
import { gcp } from '@chatelaine/gcp';
import {
  type SecretManagerFault,
  type SecretManagerServer,
  startSecretManagerServer,
} from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';

const { signal } = new AbortController();
const HELLO = { kind: 'variable', id: 'hello' } as const;

describe('Google Secret Manager, when something goes wrong', () => {
  let server: SecretManagerServer;
  let backend: SecretsBackend;

  before(async () => {
    server = await startSecretManagerServer({ secrets: { 'airflow-variables-hello': 'world' } });
  });

  after(() => server.close());

  beforeEach(() => {
    server.clearFaults();
    server.clearLog();
    backend = gcp({ ...server.options() });
  });

  afterEach(() => backend.close?.());

  const faults: readonly [string, SecretManagerFault, string, string][] = [
    ['a payload that does not fit its checksum', { answer: 'bad-crc' }, 'UNAVAILABLE', 'damaged on the way'],
    ['429', { answer: 429, retryAfter: 7 }, 'THROTTLED', 'quota'],
    ['503', { answer: 503 }, 'UNAVAILABLE', 'Try again later'],
    ['504', { answer: 504 }, 'UNAVAILABLE', 'Try again later'],
    [
      'an API that is not enabled',
      { answer: 403, reason: 'SERVICE_DISABLED' },
      'ACCESS_DENIED',
      'services enable',
    ],
    ['a project without billing', { answer: 403, reason: 'BILLING_DISABLED' }, 'ACCESS_DENIED', 'billing'],
    ['a perimeter', { answer: 403, reason: 'SECURITY_POLICY_VIOLATED' }, 'ACCESS_DENIED', 'perimeter'],
    ['no role', { answer: 403 }, 'ACCESS_DENIED', 'roles/secretmanager.secretAccessor'],
    ["somebody else's 404", { answer: 404, status: 'NOTHING' }, 'UNAVAILABLE', '"endpoint"'],
    ['400', { answer: 400 }, 'INVALID_CONFIG', '"projectId"'],
    ['an unknown status', { answer: 418 }, 'INTERNAL', 'cause'],
  ];
  for (const [what, fault, code, hint] of faults) {
    it(`says ${code} of ${what}, by one request`, async () => {
      server.fault(fault);
      const error = await caught(backend.find(HELLO, { signal }));
      expect(error).to.include({ code, backend: 'gcp' });
      expect(error.hint).to.include(hint);
      expect(server.reads()).to.have.length(1);
    });
  }

  it('keeps how long Google asks to wait', async () => {
    server.fault({ answer: 429, retryAfter: 7 });
    expect(await caught(backend.find(HELLO, { signal }))).to.include({ retryAfterMs: 7_000 });
  });

  it('never follows a redirect with a token', async () => {
    const other = await startSecretManagerServer();
    server.fault({
      answer: 307,
      headers: { location: `${other.url}/v1/projects/x/secrets/y/versions/1:access` },
    });
    expect(await caught(backend.find(HELLO, { signal }))).to.include({ code: 'UNAVAILABLE' });
    expect(other.requests).to.have.length(0);
    await other.close();
  });

  it('sends the checksum with what it writes, and makes the secret when there is none', async () => {
    await backend.write?.({ kind: 'secret', id: 'made' }, 'x', { signal });
    await backend.write?.({ kind: 'secret', id: 'made' }, 'y', { signal });
    expect(server.requests.map(({ kind }) => kind)).to.deep.equal([
      'version-add',
      'secret-create',
      'version-add',
      'version-add',
    ]);
  });

  it('reads and writes the regional secrets of a location', async () => {
    const regional = await startSecretManagerServer({ location: 'europe-west3' });
    const there = gcp({ ...regional.options() });
    await there.write?.({ kind: 'secret', id: 'made' }, 'x', { signal });
    expect(await there.find({ kind: 'secret', id: 'made' }, { signal })).to.include({ value: 'x' });
    expect(regional.requests.map(({ location }) => location)).to.include('europe-west3');
    await there.close?.();
    await regional.close();
  });

  it('goes on from page to page of a list', async () => {
    for (let index = 0; index < 260; index += 1) server.set(`airflow-config-page-${index}`, 'x');
    const ids = new Set<string>();
    for await (const { ref } of backend.list?.({ kind: 'config' }, { signal }) ?? []) ids.add(ref.id);
    expect(ids.size).to.equal(260);
    expect(server.requests.filter(({ kind }) => kind === 'secret-list')).to.have.length(2);
  });
});
