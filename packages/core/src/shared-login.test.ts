import { expect } from 'chai';
import { SecretsError } from './errors.js';
import { SharedLogin } from './shared-login.js';
import { caught } from './test-kit/caught.js';
import { ManualClock, settled } from './test-kit/manual-clock.js';

interface Attempt {
  readonly signal: AbortSignal;
  readonly succeed: (value: string) => void;
  readonly fail: (error: unknown) => void;
}

describe('SharedLogin', () => {
  const refused = () => new SecretsError('UNAUTHENTICATED', 'no');
  let clock: ManualClock;
  let attempts: Attempt[];
  let login: SharedLogin<string>;

  const last = (): Attempt => attempts.at(-1) ?? expect.fail('No log-in was begun.');
  const open = (more: Partial<ConstructorParameters<typeof SharedLogin<string>>[0]> = {}) =>
    new SharedLogin<string>({
      backend: 'prod',
      clock,
      random: () => 0.5,
      login: (signal) =>
        new Promise((succeed, fail) => {
          attempts.push({ signal, succeed, fail });
        }),
      ...more,
    });
  const failOnce = async (error: unknown = refused()) => {
    const failing = caught(login.get());
    last().fail(error);
    return failing;
  };

  beforeEach(() => {
    clock = new ManualClock();
    attempts = [];
    login = open();
  });

  it('logs in once for all who ask, and keeps what it got', async () => {
    const all = Promise.all([login.get(), login.get(), login.get()]);
    last().succeed('token');
    expect(await all).to.deep.equal(['token', 'token', 'token']);
    expect(await login.get()).to.equal('token');
    expect(attempts).to.have.length(1);
    expect(clock.pending).to.equal(0);
  });

  it('ends at its own deadline, also for a log-in that does not listen', async () => {
    const ended = caught(login.get());
    await clock.advance(29_999);
    expect(last().signal.aborted).to.equal(false);
    await clock.advance(1);
    const error = await ended;
    expect(error).to.include({ code: 'TIMEOUT', backend: 'prod' });
    expect(error.message).to.equal(
      'prod: the log-in did not end within 30000 ms. Check that the authority can be reached from here, or give it more time with "loginTimeout".',
    );
    expect(last().signal.aborted).to.equal(true);
  });

  it('fails at once after a failure, with the same error, until the next attempt is due', async () => {
    const first = await failOnce();
    expect(await caught(login.get())).to.equal(first);
    await clock.advance(999);
    expect(await caught(login.get())).to.equal(first);
    expect(attempts).to.have.length(1);
    await clock.advance(1);
    const second = login.get();
    last().succeed('token');
    expect(await second).to.equal('token');
    expect(attempts).to.have.length(2);
  });

  it('doubles the pause with each failure, up to 30 s, and forgets it at the first success', async () => {
    const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    for (const [failures, pause] of pauses.entries()) {
      await failOnce();
      await clock.advance(pause - 1);
      await caught(login.get());
      expect(attempts).to.have.length(failures + 1);
      await clock.advance(1);
    }
    const success = login.get();
    last().succeed('token');
    await success;
    const renewed = login.renew('token');
    last().fail(refused());
    expect(await renewed).to.equal(false);
    await clock.advance(999);
    expect(await login.renew('token')).to.equal(false);
    await clock.advance(1);
    login.renew('token').catch(() => undefined);
    expect(attempts).to.have.length(pauses.length + 3);
  });

  it('spreads the pause by a fifth to either side', async () => {
    login = open({ random: () => 0 });
    await failOnce();
    await clock.advance(800);
    login.get().catch(() => undefined);
    expect(attempts).to.have.length(2);
  });

  it('does not fail a process in which nobody waits any more', async () => {
    login = open({ login: async () => Promise.reject(refused()), renewAt: () => 0 });
    await caught(login.get());
    await settled();
  });

  it('renews behind the back of readers from the time when that is due', async () => {
    login = open({ renewAt: () => clock.now() });
    const first = login.get();
    last().succeed('one');
    await first;
    expect(await login.get()).to.equal('one');
    expect(attempts).to.have.length(2);
    last().succeed('two');
    await settled();
    expect(login.kept).to.equal('two');
  });

  it('serves what it has while a renewal fails, and waits for the renewal once it has expired', async () => {
    const expiry = clock.now() + 5_000;
    login = open({ renewAt: () => 0, expiresAt: () => expiry });
    const first = login.get();
    last().succeed('one');
    await first;
    expect(await login.get()).to.equal('one');
    last().fail(refused());
    await settled();
    expect(await login.get()).to.equal('one');
    expect(attempts).to.have.length(2);
    await clock.advance(5_000);
    const expired = caught(login.get());
    last().fail(refused());
    expect(await expired).to.have.property('code', 'UNAUTHENTICATED');
  });

  describe('renew', () => {
    beforeEach(async () => {
      const first = login.get();
      last().succeed('one');
      await first;
    });

    it('logs in once for all whose value was refused', async () => {
      const renewed = Promise.all([login.renew('one'), login.renew('one')]);
      last().succeed('two');
      expect(await renewed).to.deep.equal([true, true]);
      expect(await login.get()).to.equal('two');
      expect(attempts).to.have.length(2);
    });

    it('only says "again" to one whose value has been replaced meanwhile', async () => {
      const renewed = login.renew('one');
      last().succeed('two');
      await renewed;
      expect(await login.renew('one')).to.equal(true);
      expect(attempts).to.have.length(2);
    });

    it('is not done again within 10 s', async () => {
      const renewed = login.renew('one');
      last().succeed('two');
      await renewed;
      await clock.advance(9_999);
      expect(await login.renew('two')).to.equal(false);
      await clock.advance(1);
      const again = login.renew('two');
      last().succeed('three');
      expect(await again).to.equal(true);
    });

    it('keeps what was refused when it fails, because one read alone may have been refused', async () => {
      const renewed = login.renew('one');
      expect(await login.get()).to.equal('one');
      last().fail(refused());
      expect(await renewed).to.equal(false);
      expect(login.kept).to.equal('one');
      expect(await login.get()).to.equal('one');
    });

    it('passes a mistake in the log-in on', async () => {
      const renewed = login.renew('one').then(
        () => 'none',
        (error: unknown) => error,
      );
      const mistake = new TypeError('x');
      last().fail(mistake);
      expect(await renewed).to.equal(mistake);
    });

    it('says CLOSED where it is ended by a close', async () => {
      const renewed = caught(login.renew('one'));
      login.close();
      expect(await renewed).to.have.property('code', 'CLOSED');
    });
  });

  it('tells the log-in what was refused, and nothing when it is made for another reason', async () => {
    const told: (string | undefined)[] = [];
    login = open({
      login: async (_signal, rejected) => {
        told.push(rejected);
        return `value ${told.length}`;
      },
    });
    await login.get();
    await login.renew('value 1');
    expect(told).to.deep.equal([undefined, 'value 1']);
  });

  it('uses what is said to have ended already for 5 s, in place of a log-in for each read', async () => {
    login = open({ renewAt: () => 0, expiresAt: () => 0 });
    const first = login.get();
    last().succeed('one');
    await first;
    await clock.advance(4_999);
    expect(await login.get()).to.equal('one');
    expect(attempts).to.have.length(1);
    await clock.advance(1);
    const second = login.get();
    last().succeed('two');
    expect(await second).to.equal('two');
  });

  describe('with a clock that is set back by an hour', () => {
    let offset: number;

    beforeEach(() => {
      offset = 0;
      const set = {
        now: () => clock.now() + offset,
        monotonic: () => clock.now(),
        after: (ms: number, callback: () => void) => clock.after(ms, callback),
      };
      const until = clock.now() + 60_000;
      login = open({ clock: set, expiresAt: () => until });
    });

    it('tries again as soon as without', async () => {
      await failOnce();
      offset = -3_600_000;
      await clock.advance(1_000);
      const second = login.get();
      last().succeed('token');
      expect(await second).to.equal('token');
    });

    it('keeps nothing for longer', async () => {
      const first = login.get();
      last().succeed('one');
      await first;
      offset = -3_600_000;
      await clock.advance(60_000);
      login.get().catch(() => undefined);
      expect(attempts).to.have.length(2);
    });
  });

  it('ends a running log-in when it is closed, and refuses later ones', async () => {
    const running = caught(login.get());
    login.close();
    expect(await running).to.have.property('code', 'CLOSED');
    expect(last().signal.aborted).to.equal(true);
    expect(await caught(login.get())).to.have.property('code', 'CLOSED');
    expect(clock.pending).to.equal(0);
  });
});
