import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { ManualClock } from '../manual-clock.js';
import { memory } from '../memory/memory-backend.js';
import type { Fault } from './fault.js';
import { unreliable } from './unreliable-backend.js';

const options = { signal: new AbortController().signal };
const hello = { kind: 'variable', id: 'hello' } as const;
const inner = () => memory({ secrets: { 'variable/hello': 'world' } });
const end = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => (SecretsError.is(error) ? error.code : error),
  );

describe('UnreliableBackend', () => {
  it('follows its script, and then answers as the one inside', async () => {
    const script: readonly Fault[] = [
      'throttled',
      'none',
      'denied',
      'unauthenticated',
      'malformed',
      'unavailable',
    ];
    const backend = unreliable(inner(), { script });
    const ends: unknown[] = [];
    for (let call = 0; call <= script.length; call += 1) ends.push(await end(backend.find(hello, options)));
    expect(ends).to.deep.equal([
      'THROTTLED',
      'answered',
      'ACCESS_DENIED',
      'UNAUTHENTICATED',
      'INTERNAL',
      'UNAVAILABLE',
      'answered',
    ]);
  });

  it('says when to come back, when it is told to', async () => {
    const backend = unreliable(inner());
    backend.fail({ retryAfterMs: 700 });
    const failure = await backend.find(hello, options).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'THROTTLED', retryAfterMs: 700 });
  });

  it('has the same faults for the same seed, and others for another', async () => {
    const faultsOf = async (seed: number): Promise<readonly Fault[]> => {
      const backend = unreliable(inner(), { chance: 0.5, faults: ['throttled', 'unavailable'], seed });
      for (let call = 0; call < 40; call += 1) await end(backend.find(hello, options));
      return backend.calls.map(({ fault }) => fault);
    };
    const faults = await faultsOf(7);
    expect(faults).to.deep.equal(await faultsOf(7));
    expect(faults).to.not.deep.equal(await faultsOf(8));
    expect(new Set(faults)).to.deep.equal(new Set(['throttled', 'unavailable', 'none']));
  });

  it('does not let the script change what chance does later', async () => {
    const faultsOf = async (script: readonly Fault[]): Promise<readonly Fault[]> => {
      const backend = unreliable(inner(), { script, chance: 0.5, faults: ['unavailable'] });
      for (let call = 0; call < 20; call += 1) await end(backend.find(hello, options));
      return backend.calls.map(({ fault }) => fault).slice(2);
    };
    expect(await faultsOf([])).to.deep.equal(await faultsOf(['denied', 'denied']));
  });

  it('takes its time on the clock that it is given', async () => {
    const clock = new ManualClock();
    const backend = unreliable(inner(), { latencyMs: [100, 200], clock });
    let isAnswered = false;
    const answer = backend.find(hello, options).then(() => {
      isAnswered = true;
    });
    await clock.advance(99);
    expect(isAnswered).to.equal(false);
    await clock.advance(101);
    expect(isAnswered).to.equal(true);
    await answer;
    expect(clock.pending).to.equal(0);
  });

  it('leaves no timer behind for a caller who has left', async () => {
    const clock = new ManualClock();
    const backend = unreliable(inner(), { latencyMs: 100, clock });
    const controller = new AbortController();
    const call = end(backend.find(hello, { signal: controller.signal }));
    controller.abort();
    expect(await call).to.equal('ABORTED');
    expect(clock.pending).to.equal(0);
  });

  it('hangs until the caller leaves or it is closed', async () => {
    const backend = unreliable(inner(), { chance: 1, faults: ['hang'] });
    const controller = new AbortController();
    const left = end(backend.find(hello, { signal: controller.signal }));
    const closed = end(backend.find(hello, options));
    controller.abort();
    expect(await left).to.equal('ABORTED');
    await backend.close();
    expect(await closed).to.equal('CLOSED');
  });

  it('has what the one inside has, and nothing else', () => {
    const bare = unreliable({ name: 'bare', find: async () => undefined });
    expect(Object.keys(bare).sort()).to.deep.equal(['calls', 'close', 'fail', 'find', 'name']);
    expect(unreliable(inner())).to.include.keys('findMany', 'list', 'describe', 'write', 'remove', 'watch');
  });

  it('tells every call and what happened to it', async () => {
    const backend = unreliable(inner(), { script: ['none', 'throttled'] });
    await end(backend.describe?.(hello, options) ?? Promise.resolve());
    await end(
      backend.list?.({ kind: 'variable' }, options)[Symbol.asyncIterator]().next() ?? Promise.resolve(),
    );
    expect(backend.calls).to.deep.equal([
      { method: 'describe', fault: 'none' },
      { method: 'list', fault: 'throttled' },
    ]);
  });
});
