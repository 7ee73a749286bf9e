import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderContext, SecretsBackend } from '@chatelaine/core';
import { type GcpOptions, type GcpParts, gcp } from '@chatelaine/gcp';
import {
  type GoogleCredentialSource,
  type SecretManagerServer,
  startSecretManagerServer,
} from '@chatelaine/testing';
import { expect } from 'chai';
import { JWT } from 'google-auth-library';
import { restore, stub } from 'sinon';
import { caught } from '../../support/caught.js';

const { signal } = new AbortController();
const HELLO = { kind: 'variable', id: 'hello' } as const;

describe('The log-in to Google', () => {
  let server: SecretManagerServer;
  let folder: string;
  const opened: SecretsBackend[] = [];
  const open = (
    options: GcpOptions & GcpParts = {},
    context: Partial<ProviderContext> = {},
  ): SecretsBackend => {
    const { url: endpoint, iamEndpoint } = server;
    const backend = gcp({ endpoint, iamEndpoint, ...options }, { env: {}, ...context });
    opened.push(backend);
    return backend;
  };
  const read = async (backend: SecretsBackend) => (await backend.find(HELLO, { signal }))?.value;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gcp-log-in-'));
    server = await startSecretManagerServer({
      secrets: { 'airflow-variables-hello': 'world' },
      serviceAccounts: ['middle@test-project.iam.gserviceaccount.com'],
    });
  });

  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    stub(console, 'warn');
    server.clearLog();
    server.clearFaults();
  });

  afterEach(async () => {
    for (const backend of opened.splice(0)) await backend.close?.();
    const warned = (console.warn as unknown as { readonly called: boolean }).called;
    restore();
    expect(warned, 'the library wrote to the console').to.equal(false);
  });

  it('takes a key as an object, as text, and as a file, and the project from it', async () => {
    const key = server.key();
    for (const options of [{ key }, { key: JSON.stringify(key) }, { keyFile: await server.keyFile() }]) {
      expect(await read(open(options))).to.equal('world');
    }
    expect(server.tokenRequests.map(({ source }) => source)).to.deep.equal(Array(3).fill('service-account'));
    expect(server.reads().map(({ project }) => project)).to.deep.equal(Array(3).fill('test-project'));
  });

  it('reads a key file anew at each log-in, so that a rotated key needs no restart', async () => {
    await writeFile(join(folder, 'key.json'), JSON.stringify(server.key()));
    const backend = open({ keyFile: 'key.json' }, { directory: folder });
    await read(backend);
    await writeFile(join(folder, 'key.json'), JSON.stringify(server.key(server.machineAccount)));
    server.fault({ answer: 'expired-token' });
    expect(await read(backend)).to.equal('world');
    expect(server.tokenRequests.map(({ principal }) => principal)).to.deep.equal([
      server.email,
      server.machineAccount,
    ]);
  });

  const sources: readonly [GoogleCredentialSource, string][] = [
    ['key-file', 'service-account'],
    ['authorized-user', 'authorized-user'],
    ['workload-identity', 'workload-identity'],
    ['metadata', 'metadata'],
  ];
  for (const [source, asked] of sources) {
    it(`finds what the environment has: ${source}`, async () => {
      const env = { ...(await server.environment(source)), GOOGLE_CLOUD_PROJECT: 'test-project' };
      expect(await read(open({}, { env }))).to.equal('world');
      expect(server.tokenRequests).to.deep.include({
        ...server.tokenRequests[0],
        source: asked,
        status: 200,
      });
    });
  }

  it("finds a developer's sign-in where gcloud leaves it, and uses the quota that it names", async () => {
    const { GOOGLE_APPLICATION_CREDENTIALS: file = '' } = await server.environment('authorized-user');
    await writeFile(join(folder, 'application_default_credentials.json'), await readFile(file));
    const env = { CLOUDSDK_CONFIG: folder };
    expect(await read(open({ projectId: 'test-project' }, { env }))).to.equal('world');
    expect(server.reads()[0]?.userProject).to.equal('test-project');
  });

  it('asks the metadata server for the project when nobody else names one', async () => {
    expect(await read(open({}, { env: await server.environment('metadata') }))).to.equal('world');
    expect(server.reads()[0]?.project).to.equal('test-project');
  });

  it('takes a credential configuration by option, and needs to be told the project', async () => {
    const credentialConfigFile = await server.workloadIdentityFile();
    expect(await read(open({ credentialConfigFile, projectId: 'test-project' }))).to.equal('world');
    const error = await caught(read(open({ credentialConfigFile })));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['projectId'] });
  });

  it('acts as another service account', async () => {
    const options = { key: server.key(), impersonationChain: server.impersonatedAccount };
    expect(await read(open(options))).to.equal('world');
    expect(server.tokenRequests.map(({ principal }) => principal)).to.deep.equal([
      server.email,
      server.impersonatedAccount,
    ]);
  });

  it('acts as the last of a chain only when each may act as the next', async () => {
    const middle = 'middle@test-project.iam.gserviceaccount.com';
    const target = server.machineAccount;
    const options = { key: server.key(), impersonationChain: [middle, target] };
    server.allowImpersonation(middle, server.email);
    const error = await caught(read(open(options)));
    expect(error.code).to.equal('UNAUTHENTICATED');
    expect(error.hint).to.include('roles/iam.serviceAccountTokenCreator');
    server.allowImpersonation(target, middle);
    expect(await read(open(options))).to.equal('world');
  });

  it('acts as the account that a credential configuration names', async () => {
    const credentialConfig = {
      type: 'impersonated_service_account',
      source_credentials: server.key(),
      service_account_impersonation_url: `${server.iamEndpoint}/v1/projects/-/serviceAccounts/${server.impersonatedAccount}:generateAccessToken`,
      delegates: [],
    };
    expect(await read(open({ credentialConfig, projectId: 'test-project' }))).to.equal('world');
  });

  it('takes a client of google-auth-library that the code made', async () => {
    const { client_email: email, private_key: key, token_uri: aud } = server.key();
    const client = new JWT({
      email,
      key,
      scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      additionalClaims: { aud },
    });
    client.transporter.interceptors.request.add({
      resolved: async (config) => Object.assign(config, { url: new URL(aud) }),
    });
    expect(await read(open({ authClient: client, projectId: 'test-project' }))).to.equal('world');
  });

  it('gets one token for 32 cold reads at once', async () => {
    const backend = open({ key: server.key() });
    await Promise.all(Array.from({ length: 32 }, () => read(backend)));
    expect(server.tokenRequests).to.have.length(1);
  });

  it('renews a refused token once and reads once more, and then reports it', async () => {
    const backend = open({ key: server.key() });
    server.issueExpiredTokens(1);
    expect(await read(backend)).to.equal('world');
    expect(server.tokenRequests).to.have.length(2);
    server.fault({ answer: 'expired-token', times: 9 });
    expect(await caught(read(backend))).to.include({ code: 'UNAUTHENTICATED' });
  });

  const failures: readonly [Parameters<SecretManagerServer['faultTokens']>[0], string][] = [
    [{ answer: 400, error: 'invalid_grant' }, 'UNAUTHENTICATED'],
    [{ answer: 429 }, 'THROTTLED'],
    [{ answer: 503 }, 'UNAVAILABLE'],
    [{ answer: 'reset' }, 'UNAVAILABLE'],
    [{ answer: 'malformed-body' }, 'UNAVAILABLE'],
    [{ answer: 307 }, 'UNAVAILABLE'],
  ];
  for (const [fault, code] of failures) {
    it(`says ${code} when the token endpoint answers ${fault.answer}, after asking once`, async () => {
      server.faultTokens(fault);
      expect(await caught(read(open({ key: server.key() })))).to.include({ code, backend: 'gcp' });
      expect(server.tokenRequests).to.have.length(1);
    });
  }

  for (const answer of [429, 503, 'reset', 'malformed-body'] as const) {
    it(`says UNAVAILABLE when the metadata server answers ${answer}`, async () => {
      server.faultTokens({ answer, source: 'metadata' });
      const env = await server.environment('metadata');
      expect(await caught(read(open({}, { env })))).to.include({ code: 'UNAVAILABLE', backend: 'gcp' });
    });
  }

  it('says TIMEOUT when the token endpoint never answers', async () => {
    server.faultTokens({ answer: 'hang' });
    expect(await caught(read(open({ key: server.key(), loginTimeout: '100ms' })))).to.include({
      code: 'TIMEOUT',
    });
  });

  it('says which credentials were tried when there is none', async () => {
    const env = { CLOUDSDK_CONFIG: '/nonexistent' };
    const fetch = async (): Promise<Response> => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'EHOSTUNREACH' }) });
    };
    const error = await caught(read(open({ fetch }, { env })));
    expect(error.code).to.equal('UNAUTHENTICATED');
    expect(error.hint).to.include('GOOGLE_APPLICATION_CREDENTIALS').and.to.include('the metadata server');
  });

  it('says what a token that is for too little lacks', async () => {
    const scopes = ['https://www.googleapis.com/auth/devstorage.read_only'];
    const error = await caught(read(open({ key: server.key(), scopes })));
    expect(error.code).to.equal('ACCESS_DENIED');
    expect(error.hint).to.include('"scopes"');
  });
});
