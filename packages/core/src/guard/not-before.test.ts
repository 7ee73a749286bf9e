import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { ManualClock } from '../test-kit/manual-clock.js';
import { NotBefore } from './not-before.js';

describe('A time not to ask before', () => {
  let clock: ManualClock;
  let notBefore: NotBefore;
  const busy = (retryAfterMs?: number) => new SecretsError('THROTTLED', 'prod: busy.', { retryAfterMs });

  beforeEach(() => {
    clock = new ManualClock();
    notBefore = new NotBefore('prod', clock);
  });

  it('is kept for later calls, and the longest one counts', () => {
    expect(notBefore.note(busy(5_000))).to.equal(true);
    expect(notBefore.note(busy(3_000))).to.equal(false);
    expect(notBefore.freeAt).to.equal(clock.now() + 5_000);
  });

  it('is not made by a failure that names none, nor by one that time cannot heal', () => {
    expect(notBefore.note(busy())).to.equal(false);
    const denied = new SecretsError('ACCESS_DENIED', 'no.', { retryAfterMs: 5_000 });
    expect(notBefore.note(denied)).to.equal(false);
  });

  it('refuses calls that end before it, with what the store said and the time that is left', async () => {
    notBefore.note(busy(5_000));
    await clock.advance(1_000);
    expect(notBefore.refusal(clock.now() + 4_001)).to.equal(undefined);
    const refusal = notBefore.refusal(clock.now() + 4_000);
    expect(refusal).to.include({ code: 'THROTTLED', backend: 'prod', retryAfterMs: 4_000 });
    expect(refusal?.cause).to.have.property('message', 'prod: busy.');
    await clock.advance(4_000);
    expect(notBefore.refusal(clock.now())).to.equal(undefined);
  });

  it('is a minute away at most, whatever the store asks for', () => {
    notBefore.note(busy(86_400_000));
    expect(notBefore.freeAt).to.equal(clock.now() + 60_000);
  });
});
