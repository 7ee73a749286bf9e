import { expect } from 'chai';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock } from '../test-kit/manual-clock.js';
import { CircuitBreaker } from './circuit-breaker.js';

describe('A circuit breaker', () => {
  let clock: ManualClock;
  let breaker: CircuitBreaker;
  let asked: number;

  const read = async (outcome: SecretsErrorCode | 'an answer') => {
    const isProbe = breaker.enter();
    asked += 1;
    end(isProbe, outcome);
    if (outcome !== 'an answer') throw new SecretsError(outcome, `prod: ${outcome}.`);
  };
  const end = (isProbe: boolean, outcome: SecretsErrorCode | 'an answer', wasAsked = true) => {
    if (outcome === 'an answer') breaker.answered(isProbe);
    else breaker.failed(new SecretsError(outcome, `prod: ${outcome}.`), isProbe, wasAsked);
  };
  const fail = async (times: number, code: SecretsErrorCode = 'UNAVAILABLE') => {
    for (let time = 0; time < times; time += 1) await caught(read(code));
  };

  beforeEach(() => {
    clock = new ManualClock();
    breaker = new CircuitBreaker('prod', clock, {}, () => 0.5);
    asked = 0;
  });

  for (const code of ['UNAVAILABLE', 'TIMEOUT'] as const) {
    it(`opens after 5 times ${code} in a row, and says for how long and why`, async () => {
      await fail(5, code);
      await clock.advance(150);
      const refusal = await caught(read('an answer'));
      expect(asked).to.equal(5);
      expect(refusal).to.include({ code: 'UNAVAILABLE', backend: 'prod', retryAfterMs: 850 });
      expect(refusal.message).to.include(
        'prod: is left alone after 5 failures. It is asked again in 850 ms.',
      );
      expect(refusal.cause).to.have.property('code', code);
    });
  }

  it('does not open for failures with an answer between them', async () => {
    await fail(4);
    await read('an answer');
    await fail(4);
    expect(asked).to.equal(9);
    await read('an answer');
  });

  for (const code of [
    'THROTTLED',
    'ACCESS_DENIED',
    'UNAUTHENTICATED',
    'INVALID_VALUE',
    'INTERNAL',
  ] as const) {
    it(`takes ${code} for an answer`, async () => {
      await fail(20, code);
      await fail(4);
      await fail(1, code);
      await fail(4);
      expect(asked).to.equal(29);
    });
  }

  for (const code of ['ABORTED', 'CLOSED'] as const) {
    it(`learns nothing from ${code}`, async () => {
      await fail(4);
      await fail(20, code);
      await fail(1);
      expect((await caught(read('an answer'))).message).to.include('left alone');
    });
  }

  it('learns nothing from a read that ended before the backend was asked', async () => {
    for (let time = 0; time < 20; time += 1) end(breaker.enter(), 'TIMEOUT', false);
    await read('an answer');
  });

  it('is open for 1 s, doubling to 30 s, and lets one read through each time', async () => {
    await fail(5);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = asked;
      await clock.advance(pauseMs - 1);
      await fail(3);
      expect(asked).to.equal(before);
      await clock.advance(1);
      await fail(3);
      expect(asked).to.equal(before + 1);
    }
  });

  it('closes at the answer of the one read, whatever it is, and begins again with 1 s', async () => {
    for (const outcome of ['an answer', 'ACCESS_DENIED', 'THROTTLED'] as const) {
      await fail(5);
      await clock.advance(1_000);
      await read(outcome).catch(() => undefined);
      await read('an answer');
    }
    expect(asked).to.equal(21);
  });

  it('lets one read through at a time, and says so to it alone', async () => {
    await fail(5);
    await clock.advance(1_000);
    expect(breaker.enter()).to.equal(true);
    expect((await caught(read('an answer'))).message).to.include('One read is finding out');
    end(true, 'an answer');
    expect(breaker.enter()).to.equal(false);
  });

  it('lets the next read through when the one that was let through was aborted', async () => {
    await fail(5);
    await clock.advance(1_000);
    await fail(1, 'ABORTED');
    await read('an answer');
    await read('an answer');
    expect(asked).to.equal(8);
  });

  it('lets reads that come together through together, when nobody has asked for as long as it is left alone at most', async () => {
    await fail(5);
    await clock.advance(1_000 + 30_000);
    await Promise.all([read('an answer'), read('an answer'), read('an answer')]);
    expect(asked).to.equal(8);
  });

  it('takes a late failure of a read that began before for no news, and a late answer for one', async () => {
    const [first, second] = [breaker.enter(), breaker.enter()];
    await fail(5);
    await clock.advance(999);
    end(first, 'TIMEOUT');
    await clock.advance(1);
    await fail(1);
    expect(asked).to.equal(6);
    end(second, 'an answer');
    await read('an answer');
    expect(asked).to.equal(7);
  });
});
