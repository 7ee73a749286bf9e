import type { JsonObject } from '@chatelaine/core';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from './test-kit/caught.js';
import { DENIED, type FakeAnswer, FakeSender, FOREVER, MISSING, refusal } from './test-kit/fake-sender.js';
import { type VaultBackend, vault } from './vault-backend.js';
import type { VaultOptions } from './vault-options.js';

const LOOK = 'GET auth/token/lookup-self';
const READ = 'GET secret/data/variables/x';
const REF = { kind: 'variable', id: 'x' } as const;

describe('A backend of Vault', () => {
  const options = { signal: new AbortController().signal };
  let clock: ManualClock;
  let answers: Record<string, FakeAnswer | (() => FakeAnswer)>;
  let sender: FakeSender;

  beforeEach(() => {
    clock = new ManualClock();
    answers = { [LOOK]: FOREVER, [READ]: { data: { data: { value: 'found' }, metadata: { version: 3 } } } };
    sender = new FakeSender((line) => {
      const answer = answers[line] ?? MISSING;
      return typeof answer === 'function' ? answer() : answer;
    });
  });

  const open = (more: Partial<VaultOptions> = {}): VaultBackend =>
    vault({ url: 'https://vault.example', token: 'T1', sender, ...more }, { clock, env: {} });

  it('asks nothing before it is asked', async () => {
    await open().close();
    expect(sender.asked).to.deep.equal([]);
    expect(sender.isClosed).to.equal(true);
  });

  it('looks at its token once, and reads', async () => {
    const backend = open();
    const found = await Promise.all([backend.find(REF, options), backend.find(REF, options)]);
    expect(found[0]).to.deep.equal({ value: 'found', name: 'secret/variables/x', version: '3' });
    expect(sender.asked).to.deep.equal([`${LOOK} (T1)`, `${READ} (T1)`, `${READ} (T1)`]);
  });

  it('logs in again once after a token was refused, and at most every 10 s', async () => {
    answers[READ] = refusal(403, 'permission denied');
    const backend = open();
    expect((await caught(backend.find(REF, options))).code).to.equal('UNAUTHENTICATED');
    expect((await caught(backend.find(REF, options))).code).to.equal('UNAUTHENTICATED');
    expect(sender.asked.map((line) => line.slice(0, 10))).to.deep.equal([
      'GET auth/t',
      'GET secret',
      'GET auth/t',
      'GET secret',
      'GET secret',
    ]);
  });

  it('logs in for more rights than its token has at most every five minutes', async () => {
    answers['GET secret/data/variables/other'] = DENIED;
    const backend = open();
    const logIns = async () => {
      const other = { kind: 'variable', id: 'other' } as const;
      expect((await caught(backend.find(other, options))).code).to.equal('ACCESS_DENIED');
      expect((await backend.find(REF, options))?.value).to.equal('found');
      return sender.asked.filter((line) => line.startsWith(LOOK)).length;
    };
    expect(await logIns()).to.equal(1);
    await clock.advance(299_999);
    expect(await logIns()).to.equal(1);
    await clock.advance(1);
    expect([await logIns(), await logIns()]).to.deep.equal([2, 2]);
  });

  it('goes on with the token it has when a read was refused and the next log-in fails', async () => {
    const other = { kind: 'variable', id: 'other' } as const;
    answers['GET secret/data/variables/other'] = refusal(403, 'permission denied');
    answers['POST auth/approle/login'] = { auth: { client_token: 'T2', lease_duration: 600 } };
    const backend = open({ token: undefined, roleId: 'r', secretId: 'used once' });
    await backend.find(REF, options);
    answers['POST auth/approle/login'] = refusal(400, 'invalid role or secret ID');
    const error = await caught(backend.find(other, options));
    expect(error.message).to.include('the read of "secret/variables/other"');
    expect((await backend.find(REF, options))?.value).to.equal('found');
  });

  it('tells by its own clock whether a version has been deleted', async () => {
    const at = new Date(clock.now() + 60_000).toISOString();
    answers['GET secret/metadata/variables/x'] = {
      data: { current_version: 1, versions: { 1: { destroyed: false, deletion_time: at } } },
    };
    const backend = open();
    expect((await backend.describe(REF, options))?.version).to.equal('1');
    await clock.advance(60_000);
    expect(await backend.describe(REF, options)).to.equal(undefined);
  });

  it('says that no Vault answered where a success lacks what Vault always has in it', async () => {
    const codeOf = async (body: JsonObject, kvEngineVersion: 1 | 2, id = 'x') => {
      answers = { [LOOK]: FOREVER, [READ]: body, 'GET secret/variables/x': body, 'GET db/creds/a': body };
      const backend = open({ kvEngineVersion, dynamic: { db: { path: 'db/creds/a', as: 'variable' } } });
      return (await caught(backend.find({ kind: 'variable', id }, options))).code;
    };
    for (const body of [{}, { data: null }, { status: 'maintenance' }, { data: 'x' }] as const) {
      expect([await codeOf(body, 2), await codeOf(body, 1), await codeOf(body, 2, 'db')]).to.deep.equal(
        Array.from({ length: 3 }, () => 'UNAVAILABLE'),
      );
    }
    expect(await codeOf({ data: { data: 'x', metadata: {} } }, 2)).to.equal('UNAVAILABLE');
    expect(await codeOf({ data: { data: {} } }, 2)).to.equal('UNAVAILABLE');
    expect(await codeOf({ data: null, wrap_info: { token: 'hvs.x' } }, 2)).to.equal('INVALID_CONFIG');
  });

  it('names the line of a policy that was missing', async () => {
    answers['GET secret/data/signing-key'] = DENIED;
    const error = await caught(open().find({ kind: 'secret', id: 'signing-key' }, options));
    expect(error.message).to.include('path "secret/data/signing-key" { capabilities = ["read"] }');
  });

  describe('that is probed', () => {
    const MOUNT = 'GET sys/internal/ui/mounts/secret';
    const PROBE = 'GET secret/data/connections/chatelaine-probe';
    const UNSEEN = refusal(403, 'preflight capability check returned 403, please ensure');

    it('is well where it sees its mount, or can read there', async () => {
      answers[MOUNT] = { data: { type: 'kv', options: { version: '2' } } };
      await open().probe(options);
      answers[MOUNT] = UNSEEN;
      await open().probe(options);
    });

    it('says that nothing is mounted there', async () => {
      answers[MOUNT] = UNSEEN;
      answers[PROBE] = refusal(404, 'no handler for route "secret/data/x". route entry not found.');
      const error = await caught(open().probe(options));
      expect(error).to.include({ code: 'INVALID_CONFIG' });
      expect(error.message).to.include('"mountPoint"');
    });

    it('says that it may read nothing there, unless it is for credentials that Vault makes', async () => {
      answers[MOUNT] = UNSEEN;
      answers[PROBE] = DENIED;
      expect((await caught(open().probe(options))).code).to.equal('ACCESS_DENIED');
      await open({ dynamic: { db: { path: 'database/creds/app' } } }).probe(options);
    });

    it('is well where a policy hides what is mounted, and single paths are open', async () => {
      answers[MOUNT] = DENIED;
      answers[PROBE] = DENIED;
      await open().probe(options);
    });
  });

  it('takes a token whose own facts a policy hides', async () => {
    answers[LOOK] = DENIED;
    expect((await open().find(REF, options))?.value).to.equal('found');
  });

  it('says CLOSED after it was closed, and revokes nothing that is not its own', async () => {
    const backend = open();
    await backend.find(REF, options);
    await backend.close();
    expect((await caught(backend.find(REF, options))).code).to.equal('CLOSED');
    expect(sender.asked).to.have.length(2);
  });

  it('renews the token of a log-in in the background, and revokes it in the end', async () => {
    const auth = { client_token: 'T2', lease_duration: 600, renewable: true };
    answers['POST auth/approle/login'] = { auth };
    answers['POST auth/token/renew-self'] = { auth };
    const backend = open({ token: undefined, roleId: 'r', secretId: 's' });
    await backend.find(REF, options);
    await clock.advance(399_000);
    const before = sender.asked.length;
    await clock.advance(1_000);
    expect(sender.asked.slice(before)).to.deep.equal(['POST auth/token/renew-self (T2)']);
    await backend.close();
    expect(sender.asked.at(-1)).to.equal('POST auth/token/revoke-self (T2)');
    expect(clock.pending).to.equal(0);
  });

  it('logs in anew when Vault renews a token for less than half of its time', async () => {
    let token = 0;
    answers['POST auth/approle/login'] = () => {
      token += 1;
      return { auth: { client_token: `T${token}`, lease_duration: 600, renewable: true } };
    };
    answers['POST auth/token/renew-self'] = { auth: { lease_duration: 200, renewable: true } };
    const backend = open({ token: undefined, roleId: 'r', secretId: 's' });
    await backend.find(REF, options);
    await clock.advance(400_000);
    await backend.find(REF, options);
    expect(sender.asked.at(-1)).to.equal(`${READ} (T2)`);
  });

  it('goes on with a token that could not be renewed as long as it lives, and tries again', async () => {
    answers['POST auth/approle/login'] = {
      auth: { client_token: 'T2', lease_duration: 600, renewable: true },
    };
    answers['POST auth/token/renew-self'] = refusal(503, 'Vault is sealed');
    const backend = open({ token: undefined, roleId: 'r', secretId: 's' });
    await backend.find(REF, options);
    await clock.advance(400_000);
    expect((await backend.find(REF, options))?.value).to.equal('found');
    await clock.advance(15_000);
    expect(sender.asked.filter((line) => line.startsWith('POST auth/token/renew-self'))).to.have.length(2);
  });

  it('reads no value that was deleted, and a description of no deleted version', async () => {
    const metadata = { deletion_time: '2020-01-01T00:00:00Z', destroyed: false, version: 1 };
    answers[READ] = { answer: { status: 404, body: { data: { data: null, metadata } } } };
    answers['GET secret/metadata/variables/x'] = { data: { current_version: 1, versions: { 1: metadata } } };
    const backend = open();
    expect(await backend.find(REF, options)).to.equal(undefined);
    expect(await backend.describe(REF, options)).to.equal(undefined);
    expect(await backend.remove(REF, options)).to.equal(false);
  });

  it('lists folders in folders, and leaves out what was deleted', async () => {
    const there = { current_version: 1, versions: { 1: { destroyed: false, deletion_time: '' } } };
    const gone = { current_version: 1, versions: { 1: { destroyed: true, deletion_time: '' } } };
    answers['GET secret/metadata/variables?list=true'] = { data: { keys: ['a', 'b', 'c/'] } };
    answers['GET secret/metadata/variables/c?list=true'] = { data: { keys: ['d'] } };
    answers['GET secret/metadata/variables/a'] = { data: there };
    answers['GET secret/metadata/variables/b'] = { data: gone };
    answers['GET secret/metadata/variables/c/d'] = { data: there };
    const listed: string[] = [];
    for await (const { ref, name } of open().list({ kind: 'variable' }, options))
      listed.push(`${ref.id} ${name}`);
    expect(listed).to.deep.equal(['a secret/variables/a', 'c/d secret/variables/c/d']);
  });

  it('refuses to write what it has no path for, a version, and what Vault makes', async () => {
    const backend = open({ dynamic: { x: { path: 'database/creds/x', as: 'variable' } } });
    const codeOf = async (ref: Parameters<VaultBackend['write']>[0]) =>
      (await caught(backend.write(ref, 'v', options))).code;
    expect(await codeOf({ kind: 'variable', id: '../y' })).to.equal('INVALID_REFERENCE');
    expect(await codeOf({ kind: 'variable', id: 'y', version: '1' })).to.equal('UNSUPPORTED');
    expect(await codeOf({ kind: 'variable', id: 'x' })).to.equal('UNSUPPORTED');
    expect((await caught(backend.write(REF, 'v', { ...options, ifVersion: 'new' }))).code).to.equal(
      'UNSUPPORTED',
    );
    expect(sender.asked).to.deep.equal([]);
  });

  it('of version 1 has nothing to recover', async () => {
    const backend = open({ kvEngineVersion: 1 });
    expect((await caught(backend.recover(REF, options))).code).to.equal('UNSUPPORTED');
    expect(backend.supports).to.deep.equal({ versions: false, teams: true, leases: true });
  });

  it('tells places apart without telling them', () => {
    const place = open({ namespace: 'hidden-name' }).place;
    expect(place).not.to.equal(open({ namespace: 'another' }).place);
    expect(place).not.to.include('hidden');
    const roles = [{}, { roleId: 'admin' }, { roleId: 'lesser' }, { jwtRole: 'a', jwtTokenFile: '/t' }];
    const at = (login: VaultOptions) =>
      vault({ url: 'https://vault.example', sender, ...login }, { env: {} });
    expect(new Set(roles.map((login) => at(login).place)).size).to.equal(roles.length);
  });
});
