import { expect } from 'chai';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import type { RetryOptions } from './retry.js';
import { Retry } from './retry.js';

describe('A retry', () => {
  let clock: ManualClock;
  let triedAt: number[];
  let start: number;

  beforeEach(() => {
    clock = new ManualClock();
    start = clock.now();
    triedAt = [];
  });

  const failing = (code: SecretsErrorCode, retryAfterMs?: number) => async (): Promise<string> => {
    triedAt.push(clock.now() - start);
    throw new SecretsError(code, `try ${triedAt.length}.`, { retryAfterMs });
  };
  const run = (
    attempt: () => Promise<string>,
    {
      random = () => 1,
      endsIn = 10_000,
      signal = new AbortController().signal,
      ...options
    }: RetryOptions & {
      random?: () => number;
      endsIn?: number;
      signal?: AbortSignal;
    } = {},
  ) => new Retry(clock, options, random).run({ signal, background: false, endsAt: start + endsIn }, attempt);

  for (const code of ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'] as const) {
    it(`tries 4 times when the backend says ${code}, and gives the last failure`, async () => {
      const failure = caught(run(failing(code)));
      await clock.run(10_000);
      expect(triedAt).to.deep.equal([0, 100, 300, 700]);
      expect((await failure).message).to.equal('try 4.');
      expect(clock.pending).to.equal(0);
    });
  }

  for (const code of ['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE', 'INTERNAL', 'CLOSED'] as const) {
    it(`tries once when the backend says ${code}`, async () => {
      expect((await caught(run(failing(code)))).code).to.equal(code);
      expect(triedAt).to.deep.equal([0]);
    });
  }

  it('gives the first answer', async () => {
    const answer = run(async () => (triedAt.length === 2 ? 'answer' : failing('UNAVAILABLE')()));
    await clock.run(10_000);
    expect(await answer).to.equal('answer');
  });

  it('waits a random part of a time that doubles to its longest', async () => {
    const failure = caught(run(failing('UNAVAILABLE'), { attempts: 6, longestMs: 300, random: () => 0.5 }));
    await clock.run(10_000);
    await failure;
    expect(triedAt).to.deep.equal([0, 50, 150, 300, 450, 600]);
  });

  it('waits as long as the store asks for, and no shorter', async () => {
    const failure = caught(run(failing('THROTTLED', 2_000), { random: () => 0 }));
    await clock.run(10_000);
    await failure;
    expect(triedAt).to.deep.equal([0, 2_000, 4_000, 6_000]);
  });

  it('waits a moment also when the store asks for none', async () => {
    const failure = caught(run(failing('THROTTLED', 0), { random: () => 0 }));
    await clock.run(10_000);
    await failure;
    expect(triedAt).to.deep.equal([0, 100, 200, 300]);
  });

  it('fails at once when the next wait would not end before the deadline', async () => {
    expect(await caught(run(failing('THROTTLED', 10_000)))).to.include({ retryAfterMs: 10_000 });
    expect(triedAt).to.deep.equal([0]);
    const failure = caught(run(failing('UNAVAILABLE'), { endsIn: 300 }));
    await clock.run(100);
    await failure;
    expect(triedAt).to.deep.equal([0, 0, 100]);
    expect(clock.pending).to.equal(0);
  });

  it('ends its wait with the signal', async () => {
    const controller = new AbortController();
    const failure = caught(run(failing('UNAVAILABLE'), { signal: controller.signal }));
    await settled();
    expect(clock.pending).to.equal(1);
    controller.abort(new SecretsError('ABORTED', 'enough.'));
    expect((await failure).code).to.equal('ABORTED');
    expect(clock.pending).to.equal(0);
  });

  it('spends nothing on reads that have ended', async () => {
    const retry = new Retry(clock, {}, () => 0);
    const call = (signal: AbortSignal) => ({ signal, background: false, endsAt: clock.now() + 10_000 });
    for (let read = 0; read < 20; read += 1)
      await caught(retry.run(call(AbortSignal.abort()), failing('UNAVAILABLE')));
    const failure = caught(retry.run(call(new AbortController().signal), failing('UNAVAILABLE')));
    await clock.run(0);
    await failure;
    expect(triedAt).to.have.length(24);
  });

  it('shares a budget between all reads', async () => {
    const retry = new Retry(clock, {}, () => 0);
    const signal = new AbortController().signal;
    for (let read = 0; read < 100; read += 1) {
      const failure = caught(
        retry.run({ signal, background: false, endsAt: clock.now() + 10_000 }, failing('UNAVAILABLE')),
      );
      await clock.run(0);
      await failure;
    }
    // 10 at first, and a tenth of 100 reads.
    expect(triedAt.length).to.be.within(119, 120);
  });
});
