import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import type { GuardedCall } from './guarded-call.js';
import { Pace } from './pace.js';
import { pause } from './pause.js';
import { Turnstile } from './turnstile.js';

describe('A turnstile', () => {
  let clock: ManualClock;
  let log: string[];

  const call = (more: Partial<GuardedCall> = {}): GuardedCall => ({
    signal: new AbortController().signal,
    background: false,
    endsAt: clock.now() + 10_000,
    ...more,
  });
  /** Work that takes 10 ms and says when it began. */
  const work = (name: string) => async () => {
    log.push(name);
    await pause(clock, 10, new AbortController().signal);
  };

  beforeEach(() => {
    clock = new ManualClock();
    log = [];
  });

  it('has so many running at the same time', async () => {
    let running = 0;
    let most = 0;
    const turnstile = new Turnstile('prod', clock, { concurrency: 16 });
    const start = clock.now();
    let end = start;
    const all = Array.from({ length: 1_000 }, () =>
      turnstile.run(call(), async () => {
        running += 1;
        most = Math.max(most, running);
        await pause(clock, 2, new AbortController().signal);
        running -= 1;
        end = clock.now();
      }),
    );
    await clock.run(1_000);
    await Promise.all(all);
    expect(most).to.equal(16);
    expect(end - start).to.equal(2 * Math.ceil(1_000 / 16));
    expect(clock.pending).to.equal(0);
  });

  it('lets in who came first, and those for whom nobody waits last', async () => {
    const turnstile = new Turnstile('prod', clock, { concurrency: 1 });
    const all = [
      turnstile.run(call(), work('first')),
      turnstile.run(call({ background: true }), work('behind')),
      turnstile.run(call(), work('second')),
      turnstile.run(call(), work('third')),
    ];
    await clock.run(100);
    await Promise.all(all);
    expect(log).to.deep.equal(['first', 'second', 'third', 'behind']);
  });

  it('lets who was aborted leave the queue, and nobody wait for them', async () => {
    const turnstile = new Turnstile('prod', clock, { concurrency: 1 });
    const controller = new AbortController();
    const first = turnstile.run(call(), work('first'));
    const leaving = caught(turnstile.run(call({ signal: controller.signal }), work('leaving')));
    const last = turnstile.run(call(), work('last'));
    controller.abort(new SecretsError('ABORTED', 'enough.'));
    expect((await leaving).code).to.equal('ABORTED');
    await clock.run(100);
    await Promise.all([first, last]);
    expect(log).to.deep.equal(['first', 'last']);
  });

  it('gives a place away when its call ends, whether the backend listens or not', async () => {
    const turnstile = new Turnstile('prod', clock, { concurrency: 1 });
    const controller = new AbortController();
    void turnstile.run(call({ signal: controller.signal }), () => new Promise<never>(() => undefined));
    const next = turnstile.run(call(), work('next'));
    await clock.run(100);
    expect(log).to.deep.equal([]);
    controller.abort(new SecretsError('TIMEOUT', 'over.'));
    await clock.run(100);
    await next;
    expect(log).to.deep.equal(['next']);
  });

  it('does not run work whose turn comes together with its end', async () => {
    const turnstile = new Turnstile('prod', clock, { concurrency: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    void turnstile.run(call({ signal: first.signal }), () => new Promise<never>(() => undefined));
    const ended = caught(turnstile.run(call({ signal: second.signal }), work('second')));
    const closed = new SecretsError('CLOSED', 'prod: closed.');
    first.abort(closed);
    second.abort(closed);
    expect(await ended).to.equal(closed);
    const next = turnstile.run(call(), work('next'));
    await clock.run(10);
    await next;
    expect(log).to.deep.equal(['next']);
  });

  describe('with a pace', () => {
    const paced = () =>
      new Turnstile('prod', clock, { concurrency: 16, pace: new Pace(clock, { requests: 3, perMs: 1_000 }) });

    it('lets no more start in a span, and those for whom nobody waits last', async () => {
      const turnstile = paced();
      const all = [
        ...['a', 'b', 'c'].map((name) => turnstile.run(call(), work(name))),
        turnstile.run(call({ background: true }), work('behind')),
        turnstile.run(call(), work('d')),
      ];
      await clock.run(999);
      expect(log).to.deep.equal(['a', 'b', 'c']);
      await clock.run(1);
      expect(log).to.deep.equal(['a', 'b', 'c', 'd', 'behind']);
      await clock.run(100);
      await Promise.all(all);
    });

    it('has one timer while somebody waits, and none when the last has left', async () => {
      const turnstile = paced();
      const controller = new AbortController();
      const { signal } = controller;
      const served = ['a', 'b', 'c'].map((name) => turnstile.run(call(), work(name)));
      const leaving = ['d', 'e'].map((name) => caught(turnstile.run(call({ signal }), work(name))));
      await clock.run(10);
      await Promise.all(served);
      expect(clock.pending).to.equal(1);
      controller.abort(new SecretsError('ABORTED', 'enough.'));
      await Promise.all(leaving);
      expect(clock.pending).to.equal(0);
    });

    it('lets nobody overtake when its timer is late', async () => {
      const turnstile = new Turnstile(
        'prod',
        { now: () => clock.now(), after: (ms, callback) => clock.after(ms + 500, callback) },
        { concurrency: 16, pace: new Pace(clock, { requests: 1, perMs: 1_000 }) },
      );
      const all = ['a', 'b'].map((name) => turnstile.run(call(), work(name)));
      await clock.run(1_100);
      all.push(turnstile.run(call(), work('c')));
      await clock.run(5_000);
      await Promise.all(all);
      expect(log).to.deep.equal(['a', 'b', 'c']);
    });

    it('goes slower when the store throttles', async () => {
      const turnstile = new Turnstile('prod', clock, { concurrency: 16, pace: new Pace(clock) });
      const busy = async () => {
        log.push(`${clock.now()}`);
        throw new SecretsError('THROTTLED', 'busy.');
      };
      await caught(turnstile.run(call(), busy));
      const all = Array.from({ length: 100 }, () => caught(turnstile.run(call(), busy)));
      await clock.run(1_000);
      // Half of the 100 a second that it is taken to bear, and one that found it out.
      expect(log.length).to.be.within(45, 51);
      await clock.run(100_000);
      await Promise.all(all);
      expect(clock.pending).to.equal(0);
    });
  });

  describe('of a store that asks to wait', () => {
    const busy = async () => {
      log.push('asked');
      throw new SecretsError('THROTTLED', 'prod: busy.', { retryAfterMs: 3_000 });
    };

    it('asks nobody before, and then those who waited', async () => {
      const turnstile = new Turnstile('prod', clock, { concurrency: 16 });
      await caught(turnstile.run(call(), busy));
      const waiting = turnstile.run(call(), work('later'));
      await clock.run(2_999);
      expect(log).to.deep.equal(['asked']);
      await clock.run(1);
      expect(log).to.deep.equal(['asked', 'later']);
      await clock.run(10);
      await waiting;
    });

    it('refuses at once who cannot wait so long, those in the queue too', async () => {
      const turnstile = new Turnstile('prod', clock, { concurrency: 1 });
      const first = caught(turnstile.run(call(), busy));
      const queued = caught(turnstile.run(call({ endsAt: clock.now() + 2_000 }), work('queued')));
      const patient = turnstile.run(call(), work('patient'));
      await first;
      expect(await queued).to.include({ code: 'THROTTLED', retryAfterMs: 3_000 });
      await clock.advance(1_000);
      const late = await caught(turnstile.run(call({ endsAt: clock.now() + 2_000 }), work('late')));
      expect(late).to.include({ code: 'THROTTLED', retryAfterMs: 2_000 });
      await clock.run(2_010);
      await patient;
      expect(log).to.deep.equal(['asked', 'patient']);
      await settled();
      expect(clock.pending).to.equal(0);
    });
  });
});
