import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { type FakeAnswer, FakeSender, FOREVER, refusal } from '../test-kit/fake-sender.js';
import { type VaultBackend, vault } from '../vault-backend.js';

const MAKE = 'GET database/creds/app';
const RENEW = 'POST sys/leases/renew';
const LOOK = 'POST sys/leases/lookup';
const REF = { kind: 'secret', id: 'db' } as const;

describe('A lease', () => {
  const options = { signal: new AbortController().signal };
  let clock: ManualClock;
  let made: number;
  let renewal: FakeAnswer;
  let look: FakeAnswer;
  let sender: FakeSender;
  let backend: VaultBackend;

  beforeEach(() => {
    clock = new ManualClock();
    made = 0;
    renewal = { lease_duration: 3_600, renewable: true };
    look = { data: { ttl: 3_600 } };
    sender = new FakeSender((line, body) => {
      if (line === RENEW) return renewal;
      if (line === LOOK) return body?.lease_id === `lease-${made}` ? look : refusal(400, 'invalid lease');
      if (line !== MAKE) return FOREVER;
      made += 1;
      const data = { username: `user-${made}`, password: 'p' };
      return { data, lease_id: `lease-${made}`, lease_duration: 3_600, renewable: true };
    });
    const dynamic = { db: { path: 'database/creds/app', as: 'secret', key: 'username' } } as const;
    backend = vault({ url: 'https://vault.example', token: 'T', sender, dynamic }, { clock, env: {} });
  });

  const find = async () => {
    const found = await backend.find(REF, options);
    const left = (found?.expiresAt?.getTime() ?? Number.NaN) - clock.now();
    return `${found?.value} for ${Math.round(left / 60_000)} min`;
  };
  const minutes = (count: number) => clock.advance(count * 60_000);

  it('is one for all who ask, until it is renewed', async () => {
    expect(await find()).to.equal('user-1 for 60 min');
    await minutes(30);
    expect(await find()).to.equal('user-1 for 30 min');
    await minutes(10);
    expect(await find()).to.equal('user-1 for 60 min');
    expect(made).to.equal(1);
  });

  it('is replaced in time when Vault renews it for less than half', async () => {
    await find();
    renewal = { lease_duration: 900, renewable: true };
    await minutes(40);
    expect(await find()).to.equal('user-1 for 15 min');
    await minutes(10);
    expect(await find()).to.equal('user-2 for 60 min');
  });

  it('is replaced at once when it is gone', async () => {
    await find();
    renewal = refusal(400, 'lease not found');
    await minutes(40);
    expect(await find()).to.equal('user-2 for 60 min');
  });

  it('is replaced for the next who asks when somebody has revoked it, and only then', async () => {
    await find();
    expect(await find()).to.equal('user-1 for 60 min');
    look = refusal(400, 'invalid lease');
    expect(await Promise.all([find(), find(), find()])).to.deep.equal(Array(3).fill('user-2 for 60 min'));
    look = {};
    expect(await find()).to.equal('user-2 for 60 min');
    expect(made).to.equal(2);
    expect(clock.pending).to.equal(1);
  });

  it('is not handed out when nobody can tell whether it is still there', async () => {
    await find();
    look = refusal(503, 'Vault is sealed');
    expect((await caught(backend.find(REF, options))).code).to.equal('UNAVAILABLE');
    expect(made).to.equal(1);
  });

  it('is handed out unseen when this identity may not look at it, and is asked for no second look', async () => {
    await find();
    look = refusal(403, '1 error occurred:\n\t* permission denied\n\n');
    await find();
    const { length } = sender.asked;
    expect(await find()).to.equal('user-1 for 60 min');
    expect(sender.asked).to.have.length(length);
  });

  it('is used on when it may not be renewed, and replaced before it ends', async () => {
    await find();
    renewal = refusal(403, '1 error occurred:\n\t* permission denied\n\n');
    await minutes(40);
    expect(await find()).to.equal('user-1 for 20 min');
    await minutes(7);
    expect(await find()).to.equal('user-2 for 60 min');
  });

  it('is tried again when Vault cannot be reached', async () => {
    await find();
    renewal = refusal(503, 'Vault is sealed');
    await minutes(40);
    expect(await find()).to.equal('user-1 for 20 min');
    renewal = { lease_duration: 3_600, renewable: true };
    await minutes(7);
    expect(await find()).to.equal('user-1 for 60 min');
  });

  it('is revoked when the backend closes, and wakes nobody any more', async () => {
    await find();
    await backend.close();
    expect(sender.asked.at(-1)).to.equal('POST sys/leases/revoke (T)');
    expect(sender.bodies.at(-1)).to.deep.equal({ lease_id: 'lease-1', sync: true });
    expect(clock.pending).to.equal(0);
  });

  it('holds a value of which an error shows nothing', async () => {
    const dynamic = { db: { path: 'database/creds/app', as: 'secret', key: 'absent' } } as const;
    const other = vault({ url: 'https://vault.example', token: 'T', sender, dynamic }, { clock, env: {} });
    const error = await caught(other.find(REF, options));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).not.to.match(/user-1|absent/);
  });
});
