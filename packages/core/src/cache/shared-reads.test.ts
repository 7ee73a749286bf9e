import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';

const MINUTE = 60_000;
const down = new SecretsError('UNAVAILABLE', 'vault: down.');

describe('A shared read', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  /** How far the clock that is seen was set forward. */
  let ahead: number;

  const open = (
    cache: false | object = {},
    backends: readonly ScriptedBackend[] = [vault],
    random: () => number = () => 0,
  ): Secrets => {
    const seen = {
      now: () => clock.now() + ahead,
      after: (ms: number, call: () => void) => clock.after(ms, call),
    };
    const plain = { clock: seen, retry: false, breaker: false, denials: false } as const;
    return createSecrets({
      backends: backends.map((backend) => guarded(backend, plain)),
      clock: seen,
      cache,
      onError: 'next',
      random,
    });
  };

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
    ahead = 0;
  });

  it('that began before an invalidation is no answer to a call after it', async () => {
    const secrets = open();
    const release = vault.hold();
    const before = secrets.getSecret('a');
    vault.answer = 'second';
    secrets.invalidate('secret/a');
    const after = [secrets.getSecret('a'), secrets.getSecret('a')];
    const many = secrets.getMany(['secret/a', 'secret/b']);
    release();
    expect((await before).reveal()).to.equal('first');
    for (const secret of await Promise.all(after)) expect(secret.reveal()).to.equal('second');
    expect((await many)[0]).to.have.nested.property('answer.origin.stale', false);
    expect(vault.asked.map(({ ref }) => ref.id)).to.deep.equal(['a', 'b', 'a']);
  });

  it('goes on for a caller who waited for it to begin, when one who joined it leaves', async () => {
    const secrets = open(false);
    let release = vault.hold();
    const first = secrets.getSecret('a');
    const queued = secrets.getSecret('a', { fresh: true });
    release();
    release = vault.hold();
    await first;
    await settled();
    const leaving = new AbortController();
    const left = caught(secrets.getSecret('a', { signal: leaving.signal }));
    await settled();
    leaving.abort();
    expect(await left).to.have.property('code', 'ABORTED');
    release();
    expect((await queued).reveal()).to.equal('first');
    expect(vault.asked).to.have.length(2);
  });

  it('of many asks no other backend while a value of the one that fails is kept', async () => {
    const spare = new ScriptedBackend('spare', 'of the spare');
    const secrets = open({}, [vault, spare]);
    await secrets.getMany(['secret/a', 'secret/b']);
    vault.answer = down;
    await clock.advance(10 * MINUTE);
    const results = await secrets.getMany(['secret/a', 'secret/b', 'secret/new']);
    const origins = results.map((result) => result.outcome === 'found' && result.answer.origin.backend);
    expect(origins).to.deep.equal(['vault', 'vault', 'spare']);
    expect(spare.asked.map(({ ref }) => ref.id)).to.deep.equal(['new']);
  });

  it('is begun again soon after a failure, also when the clock is set back meanwhile', async () => {
    const secrets = open();
    await secrets.getSecret('a');
    vault.answer = down;
    ahead = 30 * MINUTE;
    expect((await secrets.getSecret('a')).origin.stale).to.equal(true);
    vault.answer = 'second';
    ahead = 0;
    await clock.advance(6 * MINUTE);
    expect((await secrets.getSecret('a')).reveal()).to.equal('second');
  });

  it('that fails in a way that time does not heal ends the pause in which nobody is asked', async () => {
    const secrets = open();
    await secrets.getSecret('a');
    await clock.advance(6 * MINUTE);
    vault.answer = down;
    await secrets.getSecret('a');
    vault.answer = new Error('nonsense');
    await caught(secrets.getSecret('a', { fresh: true }));
    expect(await caught(secrets.getSecret('a'))).to.have.property('code', 'INTERNAL');
  });

  it('renews a lease behind the callers while the value can still be served', async () => {
    const leased = Object.assign(vault, { supports: { leases: true } });
    const found = { value: 'leased', name: 'a', expiresAt: new Date(clock.now() + MINUTE) };
    leased.find = async (ref, { background = false }) => {
      vault.asked.push({ ref, background });
      return found;
    };
    const secrets = open({}, [leased], () => 1);
    await secrets.getSecret('a');
    await clock.advance(0.76 * MINUTE);
    await secrets.getSecret('a');
    expect(vault.asked.map(({ background }) => background)).to.deep.equal([false, true]);
  });
});
