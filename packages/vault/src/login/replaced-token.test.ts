import type { Clock } from '@chatelaine/core';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { type FakeAnswer, FakeSender, MISSING, refusal } from '../test-kit/fake-sender.js';
import { type VaultBackend, vault } from '../vault-backend.js';

const REVOKE = 'POST auth/token/revoke-self';
const DB = { kind: 'secret', id: 'db' } as const;
const VARIABLE = { kind: 'variable', id: 'x' } as const;

describe('A token of our own that another log-in has replaced', () => {
  const options = { signal: new AbortController().signal };
  let clock: ManualClock;
  let tokens: number;
  let refused: boolean;
  let answers: Record<string, FakeAnswer | Promise<FakeAnswer>>;
  let sender: FakeSender;

  beforeEach(() => {
    clock = new ManualClock();
    tokens = 0;
    refused = false;
    answers = {
      'GET database/creds/app': { data: { password: 'p' }, lease_id: 'L', lease_duration: 3_600 },
      'POST sys/leases/lookup': { data: {} },
    };
    sender = new FakeSender((line) => {
      if (line === 'POST auth/approle/login') {
        tokens += 1;
        return { auth: { client_token: `T${tokens}`, lease_duration: 2_764_800, renewable: true } };
      }
      if (line !== 'GET secret/data/variables/x') return answers[line] ?? MISSING;
      if (refused) {
        refused = false;
        return refusal(403, 'permission denied');
      }
      return { data: { data: { value: 'v' }, metadata: {} } };
    });
  });

  const open = (own: Clock = clock): VaultBackend => {
    const dynamic = { db: { path: 'database/creds/app', as: 'secret', key: 'password' } } as const;
    const more = { roleId: 'r', secretId: 's', sender, dynamic };
    return vault({ url: 'https://vault.example', ...more }, { clock: own, env: {} });
  };
  const replace = async (backend: VaultBackend) => {
    refused = true;
    await backend.find(VARIABLE, options);
  };
  const revoked = () => sender.asked.filter((line) => line.startsWith(REVOKE));

  it('is revoked a minute later, when every request that it was for is over', async () => {
    const backend = open();
    await backend.find(VARIABLE, options);
    await replace(backend);
    await clock.advance(59_999);
    expect(revoked()).to.deep.equal([]);
    await clock.advance(1);
    expect(revoked()).to.deep.equal([`${REVOKE} (T1)`]);
    await clock.advance(600_000);
    await backend.close();
    expect(revoked()).to.deep.equal([`${REVOKE} (T1)`, `${REVOKE} (T2)`]);
    expect(clock.pending).to.equal(0);
  });

  it('is left alone while a lease hangs on it, and is revoked in the end', async () => {
    const backend = open();
    await backend.find(DB, options);
    await replace(backend);
    await clock.advance(600_000);
    expect(revoked()).to.deep.equal([]);
    await backend.close();
    expect(revoked()).to.deep.equal([`${REVOKE} (T2)`, `${REVOKE} (T1)`]);
    expect(clock.pending).to.equal(0);
  });

  it('is revoked once the last lease is gone', async () => {
    const backend = open();
    await backend.find(DB, options);
    await replace(backend);
    answers['POST sys/leases/lookup'] = refusal(400, 'invalid lease');
    await backend.find(DB, options);
    await clock.advance(60_000);
    expect(revoked()).to.deep.equal([`${REVOKE} (T1)`]);
    await backend.close();
  });

  it('is tried again when Vault cannot be reached', async () => {
    answers[REVOKE] = { answer: { networkCode: 'ECONNREFUSED' } };
    const backend = open();
    await backend.find(VARIABLE, options);
    await replace(backend);
    await clock.advance(120_000);
    expect(revoked()).to.deep.equal([`${REVOKE} (T1)`, `${REVOKE} (T1)`]);
    await backend.close();
  });

  it('is revoked in the end, whatever becomes of the leases', async () => {
    answers['POST sys/leases/revoke'] = new Promise<never>(() => undefined);
    const backend = open();
    await backend.find(DB, options);
    const closed = backend.close();
    await clock.advance(2_000);
    await closed;
    expect(revoked()).to.deep.equal([`${REVOKE} (T1)`]);
    expect(sender.isClosed).to.equal(true);
  });

  it('leaves no lease to live longer because the clock was set back', async () => {
    let offset = 0;
    const own: Clock = {
      now: () => clock.now() + offset,
      monotonic: () => clock.now(),
      after: (ms, callback) => clock.after(ms, callback),
    };
    const backend = open(own);
    await backend.find(DB, options);
    offset = -7_200_000;
    await clock.advance(3_600_000);
    await backend.find(DB, options);
    expect(sender.asked.filter((line) => line.startsWith('GET database/creds/app'))).to.have.length(2);
    await backend.close();
  });
});
