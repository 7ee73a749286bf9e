import { expect } from 'chai';
import { Closing } from './closing.js';
import { withDeadline } from './deadline.js';
import { caught } from './test-kit/caught.js';
import { ManualClock } from './test-kit/manual-clock.js';

describe('withDeadline', () => {
  const never = () => new Promise<never>(() => undefined);

  it('gives what the work gives, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    expect(await withDeadline({ ms: 100, subject: 'x', clock }, async () => 'done')).to.equal('done');
    expect(clock.pending).to.equal(0);
  });

  it('ends the wait on time, also for work that does not listen', async () => {
    const clock = new ManualClock();
    const ended = caught(withDeadline({ ms: 100, subject: 'prod', clock }, never));
    await clock.advance(99);
    expect(clock.pending).to.equal(1);
    await clock.advance(1);
    expect(await ended).to.include({ code: 'TIMEOUT', retryable: true });
    expect((await ended).message).to.include('prod: no answer within 100 ms.');
    expect(clock.pending).to.equal(0);
  });

  it('tells the work to stop when time is over', async () => {
    const clock = new ManualClock();
    let inner: AbortSignal | undefined;
    const ended = caught(
      withDeadline({ ms: 5, subject: 'x', clock }, (signal) => {
        inner = signal;
        return never();
      }),
    );
    await clock.advance(5);
    await ended;
    expect(inner?.aborted).to.equal(true);
  });

  it('ends with ABORTED when the caller says so, before or during', async () => {
    const controller = new AbortController();
    const waiting = caught(
      withDeadline({ ms: undefined, signals: [controller.signal], subject: 'x' }, never),
    );
    controller.abort(new Error('the reason of the caller'));
    expect((await waiting).code).to.equal('ABORTED');
    let started = false;
    const late = caught(
      withDeadline({ ms: undefined, signals: [controller.signal], subject: 'x' }, async () => {
        started = true;
      }),
    );
    expect((await late).code).to.equal('ABORTED');
    expect(started).to.equal(false);
  });

  it('ends with CLOSED when its owner closes, before or during, and tells the work to stop', async () => {
    const clock = new ManualClock();
    const closing = new Closing();
    let inner: AbortSignal | undefined;
    const options = { ms: 100, closing, subject: 'prod', clock };
    const waiting = caught(
      withDeadline(options, (signal) => {
        inner = signal;
        return never();
      }),
    );
    closing.close();
    expect((await waiting).code).to.equal('CLOSED');
    expect(inner?.aborted).to.equal(true);
    expect((await caught(withDeadline(options, never))).code).to.equal('CLOSED');
    expect(clock.pending).to.equal(0);
  });

  it('gives the failure of the work as it is', async () => {
    const failure = new Error('of the work');
    const outcome = withDeadline({ ms: 5, subject: 'x', clock: new ManualClock() }, () =>
      Promise.reject(failure),
    );
    expect(await outcome.catch((error: unknown) => error)).to.equal(failure);
  });

  it('lets a failure that comes too late pass in silence', async () => {
    const clock = new ManualClock();
    let fail: (error: Error) => void = () => undefined;
    const ended = caught(
      withDeadline(
        { ms: 5, subject: 'x', clock },
        () =>
          new Promise<never>((_resolve, reject) => {
            fail = reject;
          }),
      ),
    );
    await clock.advance(5);
    expect((await ended).code).to.equal('TIMEOUT');
    fail(new Error('late'));
    await clock.advance(1);
  });
});
