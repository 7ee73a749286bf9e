import type { SecretRef } from '@chatelaine/core';
import { parseConnection } from '@chatelaine/core/connection';
import { checkBackend, ManualClock } from '@chatelaine/testing';
import { type VaultBackend, type VaultOptions, vault } from '@chatelaine/vault';
import { expect } from 'chai';
import { BaoAdmin } from '../../support/bao-admin.js';
import { caught } from '../../support/caught.js';
import { type OpenBaoServer, startOpenBao } from '../../support/servers/openbao-server.js';
import { vaultHarness } from '../conformance/vault-harness.js';

const HELLO = { kind: 'variable', id: 'hello' } as const;

describe('The KV engine of OpenBao', () => {
  const options = { signal: new AbortController().signal };
  const opened: VaultBackend[] = [];
  let server: OpenBaoServer;
  let admin: BaoAdmin;
  let backend: VaultBackend;

  before(async function () {
    server = await startOpenBao(this);
    admin = new BaoAdmin(server);
  });

  beforeEach(async () => {
    await admin.do('DELETE', 'sys/mounts/secret');
    await admin.do('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } });
    backend = open();
  });

  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  after(() => server?.stop());

  const open = (more: Partial<VaultOptions> = {}): VaultBackend => {
    const one = vault({ url: server.url, token: server.rootToken, ...more }, { env: {} });
    opened.push(one);
    return one;
  };
  const put = (path: string, data: object) => admin.do('POST', `secret/data/${path}`, { data });
  const valueAt = async (ref: SecretRef, from = backend) => (await from.find(ref, options))?.value;
  const messageOf = async (ref: SecretRef, from = backend) => {
    const { code, message } = await caught(from.find(ref, options));
    return `${code}: ${message}`;
  };

  it('holds what Airflow keeps there: fields, a URI that wins, and a value', async () => {
    await put('connections/smtp', {
      conn_type: 'smtp',
      host: 'mail',
      login: 'scott',
      password: 'tiger',
      port: '25',
    });
    await put('connections/db', { conn_uri: 'postgres://db/app', host: 'unused' });
    await put('variables/hello', { value: 'world' });
    await put('config/smtp_host', { value: 'mail' });
    await put('app/db', { user: 'scott', password: 'tiger' });

    const smtp = parseConnection(String(await valueAt({ kind: 'connection', id: 'smtp' }))).fields;
    expect(smtp).to.deep.include({ type: 'smtp', host: 'mail', login: 'scott', password: 'tiger', port: 25 });
    expect(await valueAt({ kind: 'connection', id: 'db' })).to.equal('postgres://db/app');
    expect(await valueAt(HELLO)).to.equal('world');
    expect(await valueAt({ kind: 'config', id: 'smtp_host' })).to.equal('mail');
    expect(JSON.parse(String(await valueAt({ kind: 'secret', id: 'app/db' })))).to.deep.equal({
      user: 'scott',
      password: 'tiger',
    });
  });

  it('has a variable without the key "value" called invalid, which Airflow takes for missing', async () => {
    await put('variables/hello', { text: 'world' });
    expect(await messageOf(HELLO)).to.match(
      /^INVALID_VALUE: vault: "secret\/variables\/hello" has nothing under/,
    );
  });

  it('keeps versions, of which one that was deleted or destroyed is missing', async () => {
    for (const value of ['one', 'two', 'three']) await put('variables/hello', { value });
    await admin.do('POST', 'secret/delete/variables/hello', { versions: [2] });
    await admin.do('POST', 'secret/destroy/variables/hello', { versions: [1] });

    expect(await valueAt({ ...HELLO, version: '1' })).to.equal(undefined);
    expect(await valueAt({ ...HELLO, version: '2' })).to.equal(undefined);
    expect(await valueAt({ ...HELLO, version: '3' })).to.equal('three');
    expect(await backend.describe({ ...HELLO, version: '2' }, options)).to.equal(undefined);
    expect((await backend.describe(HELLO, options))?.version).to.equal('3');
  });

  it('removes softly, takes that back, and purges for ever', async () => {
    await put('variables/hello', { value: 'world' });

    expect(await backend.remove(HELLO, options)).to.equal(true);
    expect(await valueAt(HELLO)).to.equal(undefined);
    expect(await backend.recover(HELLO, options)).to.equal(true);
    expect(await backend.recover(HELLO, options)).to.equal(false);
    expect(await valueAt(HELLO)).to.equal('world');
    expect(await backend.purge(HELLO, options)).to.equal(true);
    expect(await backend.recover(HELLO, options)).to.equal(false);
    expect(await backend.purge(HELLO, options)).to.equal(false);
  });

  it('writes only over the version that the writer saw', async () => {
    const first = await backend.write(HELLO, 'one', { ...options, ifVersion: '0' });
    expect(first).to.deep.equal({ name: 'secret/variables/hello', version: '1' });
    await backend.write(HELLO, 'two', { ...options, ifVersion: '1' });

    const late = await caught(backend.write(HELLO, 'lost', { ...options, ifVersion: '1' }));

    expect(late.code).to.equal('ACCESS_DENIED');
    expect(late.message).to.match(/the newest version is another than "ifVersion"/);
    expect(await valueAt(HELLO)).to.equal('two');
  });

  it('says that a mount takes no write without a check', async () => {
    await admin.do('POST', 'secret/config', { cas_required: true });
    const error = await caught(backend.write(HELLO, 'x', options));
    expect(error.code).to.equal('UNSUPPORTED');
    expect(error.hint).to.match(/"ifVersion"/);
  });

  it('is written as Airflow reads it', async () => {
    await backend.write({ kind: 'connection', id: 'db' }, '{"conn_type": "postgres", "host": "db"}', options);
    await backend.write({ kind: 'connection', id: 'uri' }, 'postgres://db', options);
    const read = async (path: string) =>
      (await admin.do<{ data: { data: object } }>('GET', `secret/data/connections/${path}`)).data.data;

    expect(await read('db')).to.deep.equal({ conn_type: 'postgres', host: 'db' });
    expect(await read('uri')).to.deep.equal({ conn_uri: 'postgres://db' });
  });

  it('tells when a version will be deleted', async () => {
    await admin.do('POST', 'secret/metadata/variables/hello', {
      delete_version_after: '1h',
      custom_metadata: { owner: 'mail' },
    });
    await put('variables/hello', { value: 'world' });

    const found = await backend.find(HELLO, options);
    const described = await backend.describe(HELLO, options);

    expect(found?.expiresAt?.getTime()).to.be.within(Date.now() + 3_500_000, Date.now() + 3_600_000);
    expect(described).to.deep.include({ version: '1', tags: { owner: 'mail' } });
    expect(described?.expiresAt).to.deep.equal(found?.expiresAt);
  });

  it('shows a team its own alone, unless there is a folder for everybody', async () => {
    await put('variables/hello', { value: 'nobody’s' });
    await put('variables/blue/hello', { value: 'blue’s' });
    await put('variables/all/hello', { value: 'everybody’s' });
    const shared = open({ globalSecretsPath: 'all' });
    const flat = open({ useTeamSecretsPath: false });

    expect(await valueAt({ ...HELLO, team: 'blue' })).to.equal('blue’s');
    expect(await valueAt({ ...HELLO, team: 'green' })).to.equal(undefined);
    expect(await valueAt({ ...HELLO, team: 'green' }, shared)).to.equal('everybody’s');
    expect(await valueAt(HELLO, shared)).to.equal('everybody’s');
    expect(await valueAt({ ...HELLO, team: 'blue' }, flat)).to.equal('nobody’s');
  });

  it('looks into several folders in order, and into the mount that an id names', async () => {
    await put('second/hello', { value: 'from the second' });
    const several = open({ variablesPath: ['first', 'second'] });
    const free = open({ mountPoint: null, variablesPath: 'second' });

    expect(await valueAt(HELLO, several)).to.equal('from the second');
    expect(await valueAt({ kind: 'variable', id: 'secret/hello' }, free)).to.equal('from the second');
    expect(await valueAt(HELLO, free)).to.equal(undefined);
    expect((await caught(free.list({ kind: 'variable' }, options).next())).code).to.equal('UNSUPPORTED');
  });

  it('is read in a namespace', async () => {
    await admin.do('POST', 'sys/namespaces/team-a');
    const headers = { 'x-vault-namespace': 'team-a' };
    await admin.do('POST', 'sys/mounts/inner', { type: 'kv', options: { version: '2' } }, headers);
    await admin.do('POST', 'inner/data/variables/hello', { data: { value: 'inside' } }, headers);

    expect(await valueAt(HELLO, open({ namespace: 'team-a', mountPoint: 'inner' }))).to.equal('inside');
    expect(await messageOf(HELLO, open({ mountPoint: 'inner' }))).to.match(
      /^INVALID_CONFIG: vault: the read of "inner\/variables\/hello" came to a path where nothing is mounted\./,
    );
  });

  it('says of what is set up wrongly what is wrong', async () => {
    await put('variables/hello', { value: 'world' });
    expect(await messageOf(HELLO, open({ mountPoint: 'nothing' }))).to.match(
      /^INVALID_CONFIG: .*"mountPoint"/,
    );
    expect(await messageOf(HELLO, open({ kvEngineVersion: 1 }))).to.match(
      /^INVALID_CONFIG: .* a KV engine of version 2\. Set "kvEngineVersion" to 2\.$/,
    );
    const probe = await caught(open({ mountPoint: 'kv1' }).probe(options));
    expect(probe.message).to.match(
      /the mount is of another version than expected\. Set "kvEngineVersion" to 1\.$/,
    );
    await open().probe(options);
    await open({ mountPoint: 'kv1', kvEngineVersion: 1 }).probe(options);
  });

  it('is not well when nothing is mounted where it looks', async () => {
    const nothing = await caught(open({ mountPoint: 'nothing' }).probe(options));
    expect(`${nothing.code}: ${nothing.message}`).to.match(/^INVALID_CONFIG: .*"mountPoint"/);

    const token = await admin.token('reader', 'path "secret/data/connections/*" { capabilities = ["read"] }');
    await open({ token }).probe(options);
    const unseen = await caught(open({ token, mountPoint: 'nothing' }).probe(options));
    expect(`${unseen.code}: ${unseen.message}`).to.match(/^ACCESS_DENIED: .*"mountPoint"/);
  });

  it('names the line of a policy that a read needs', async () => {
    await put('signing-key', { value: 'x' });
    const ref = { kind: 'secret', id: 'signing-key' } as const;
    const elsewhere = 'path "secret/data/connections/*" { capabilities = ["read"] }';
    const before = await messageOf(ref, open({ token: await admin.token('reader', elsewhere) }));
    expect(before).to.match(/^ACCESS_DENIED: /);
    const line = /path "secret\/data\/signing-key" \{ capabilities = \["read"\] \}/.exec(before)?.[0] ?? '';
    expect(await valueAt(ref, open({ token: await admin.token('reader', line) }))).to.equal('x');
  });

  it('tells a policy that forbids from a token that has ended', async () => {
    const token = await admin.token(
      'narrow',
      'path "secret/data/variables/other" { capabilities = ["read"] }',
    );
    const narrow = open({ token });
    expect(await valueAt({ kind: 'variable', id: 'other' }, narrow)).to.equal(undefined);
    expect(await messageOf(HELLO, narrow)).to.match(
      /^ACCESS_DENIED: vault: the read of "secret\/variables\/hello"/,
    );
    await admin.do('POST', 'auth/token/revoke', { token });
    expect(await messageOf(HELLO, narrow)).to.match(/^UNAUTHENTICATED: vault: /);
  });

  it('is read with a right that came after the log-in', async () => {
    await put('variables/hello', { value: 'world' });
    const { roleId, secretId } = await admin.appRole('later', 'nothing');
    const clock = new ManualClock(Date.now());
    const later = vault({ url: server.url, roleId, secretId }, { env: {}, clock });
    opened.push(later);
    expect((await caught(later.find(HELLO, options))).code).to.equal('ACCESS_DENIED');
    await admin.policy('later', 'path "secret/data/*" { capabilities = ["read"] }');
    await admin.do('POST', 'auth/approle/role/later', { token_policies: ['later'] });
    await clock.advance(301_000);
    expect(await valueAt(HELLO, later)).to.equal('world');
  });

  it('of version 1 behaves like a backend', async function () {
    this.timeout(60_000);
    const report = await checkBackend(vaultHarness(1), { without: ['A secret'] });
    expect(report.failed).to.deep.equal([]);
    expect(report.passed).to.have.length.greaterThan(60);
  });

  it('throttles by a quota, for at least a second', async () => {
    await admin.do('POST', 'sys/quotas/config', { enable_rate_limit_response_headers: true });
    await admin.do('POST', 'sys/quotas/rate-limit/narrow', { path: 'kv1/', rate: 1, interval: '1h' });
    const old = open({ mountPoint: 'kv1', kvEngineVersion: 1 });
    await old.find(HELLO, options);
    const error = await caught(old.find(HELLO, options));
    await admin.do('DELETE', 'sys/quotas/rate-limit/narrow');
    expect(error.code).to.equal('THROTTLED');
    expect(error.retryAfterMs).to.be.at.least(1_000);
  });

  it('of a sealed server is unavailable, for reads and for log-ins', async () => {
    await backend.find(HELLO, options);
    await admin.do('POST', 'sys/seal');
    expect(await messageOf(HELLO)).to.match(/^UNAVAILABLE: .* is sealed or on standby/);
    expect(await messageOf(HELLO, open())).to.match(
      /^UNAVAILABLE: vault: the log-in .* is sealed or on standby/,
    );
  });
});
