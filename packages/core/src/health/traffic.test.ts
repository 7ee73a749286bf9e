import { expect } from 'chai';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { ref } from '../test-kit/fake-backend.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';
import { Traffic } from './traffic.js';

const signal = new AbortController().signal;

describe('The traffic of a backend', () => {
  let clock: ManualClock;
  let traffic: Traffic;

  beforeEach(() => {
    clock = new ManualClock();
    traffic = new Traffic('vault', clock);
  });

  const answer = () => {
    traffic.asked();
    traffic.answered();
  };
  const fail = (code: SecretsErrorCode) => {
    traffic.asked();
    traffic.failed(code);
  };
  const state = () => traffic.health.state;

  it('is healthy before anybody asked', () => {
    expect(traffic.health).to.deep.equal({ backend: 'vault', state: 'healthy', since: 1_000_000 });
  });

  it('is unreachable when it never answered, and degraded when it answers again', async () => {
    fail('UNAVAILABLE');
    expect(traffic.health).to.deep.equal({
      backend: 'vault',
      state: 'unreachable',
      since: 1_000_000,
      lastFailureAt: 1_000_000,
      lastFailureCode: 'UNAVAILABLE',
    });
    await clock.advance(5_000);
    answer();
    expect(traffic.health).to.include({ state: 'degraded', since: 1_005_000, lastAnswerAt: 1_005_000 });
  });

  it('is unreachable after three requests in a row that reached nobody', async () => {
    answer();
    fail('TIMEOUT');
    fail('UNAVAILABLE');
    expect(state()).to.equal('degraded');
    fail('TIMEOUT');
    expect(state()).to.equal('unreachable');
  });

  it('is healthy again a minute after the last failure, when it answers', async () => {
    answer();
    fail('UNAVAILABLE');
    await clock.advance(59_999);
    expect(state(), 'the last request failed').to.equal('degraded');
    answer();
    expect(state()).to.equal('degraded');
    await clock.advance(1);
    expect(traffic.health).to.include({ state: 'healthy', since: 1_060_000 });
  });

  it('stays degraded, however long, while its last request failed', async () => {
    answer();
    fail('THROTTLED');
    await clock.advance(3_600_000);
    expect(state()).to.equal('degraded');
  });

  it('takes a denial for an answer, and a log-in that was refused for a failure', async () => {
    fail('ACCESS_DENIED');
    expect(traffic.health).to.include({ state: 'healthy', lastAnswerAt: 1_000_000 });
    fail('UNAUTHENTICATED');
    expect(traffic.health).to.include({ state: 'degraded', lastFailureCode: 'UNAUTHENTICATED' });
  });

  for (const code of ['INVALID_VALUE', 'SECRET_NOT_FOUND'] as const) {
    it(`takes ${code} for an answer`, () => {
      fail('UNAVAILABLE');
      fail(code);
      expect(traffic.health).to.include({ state: 'degraded', lastAnswerAt: 1_000_000 });
      expect(traffic.stats.failures).to.equal(1);
    });
  }

  for (const code of ['INVALID_CONFIG', 'INVALID_REFERENCE', 'UNSUPPORTED'] as const) {
    it(`is not changed by ${code}, which is about one question`, async () => {
      fail(code);
      expect(traffic.health).to.deep.equal({ backend: 'vault', state: 'healthy', since: 1_000_000 });
      fail('UNAVAILABLE');
      fail(code);
      expect(traffic.health).to.include({ state: 'unreachable', lastFailureCode: 'UNAVAILABLE' });
      expect(traffic.stats).to.include({ requests: 3, failures: 1 });
    });
  }

  it('is not changed by a caller who leaves', async () => {
    fail('ABORTED');
    fail('CLOSED');
    expect(state()).to.equal('healthy');
    expect(traffic.stats).to.deep.equal({ backend: 'vault', requests: 2, failures: 0, throttles: 0 });
  });

  it('counts each retry, and each request that was throttled', async () => {
    const vault = new ScriptedBackend('vault', new SecretsError('THROTTLED', 'busy.'));
    const backend = guarded(vault, { clock, random: () => 1, retry: { attempts: 3 } });
    const failed = caught(backend.find(ref('secret', 'a'), { signal }));
    await clock.run(5_000);
    expect((await failed).code).to.equal('THROTTLED');
    expect(backend.traffic.stats).to.deep.equal({
      backend: 'vault',
      requests: 3,
      failures: 3,
      throttles: 3,
    });
  });

  it('counts a request that was never answered as one that timed out, once', async () => {
    const vault = new ScriptedBackend('vault', 'x');
    vault.hold();
    const backend = guarded(vault, { clock, timeoutMs: 1_000, retry: false });
    const failed = caught(backend.find(ref('secret', 'a'), { signal }));
    await clock.run(1_000);
    await failed;
    await settled();
    expect(backend.traffic.health).to.include({ state: 'unreachable', lastFailureCode: 'TIMEOUT' });
    expect(backend.traffic.stats).to.include({ requests: 1, failures: 1 });
  });

  it('takes a batch in which everything failed for a failure, and one answer in it for an answer', async () => {
    const busy = { error: new SecretsError('THROTTLED', 'busy.') };
    const results = [
      [busy, busy],
      [busy, { found: undefined }],
    ];
    const backend = guarded(
      { name: 'vault', find: async () => undefined, findMany: async () => results.shift() ?? [] },
      { clock, retry: false, breaker: false },
    );
    const refs = [ref('secret', 'a'), ref('secret', 'b')];
    await caught(backend.findMany?.(refs, { signal }) as Promise<unknown>);
    expect(backend.traffic.stats).to.include({ requests: 1, throttles: 1 });
    await clock.run(60_000);
    await backend.findMany?.(refs, { signal });
    expect(backend.traffic.stats).to.include({ requests: 2, throttles: 1 });
  });
});
