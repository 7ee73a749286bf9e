import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { ref } from '../test-kit/fake-backend.js';
import { ManualClock } from '../test-kit/manual-clock.js';
import { DenialMemory } from './denial-memory.js';

describe('The memory of denials', () => {
  const denied = new SecretsError('ACCESS_DENIED', 'no.');
  const token = ref('secret', 'token');
  let clock: ManualClock;
  let memory: DenialMemory;

  beforeEach(() => {
    clock = new ManualClock();
    memory = new DenialMemory(clock, {}, () => 0.5);
  });

  it('gives the same error for 1 s, doubling to 30 s', async () => {
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      memory.note(token, denied);
      await clock.advance(pauseMs - 1);
      expect(memory.recall(token)).to.equal(denied);
      await clock.advance(1);
      expect(memory.recall(token)).to.equal(undefined);
    }
  });

  it('counts reads that were denied together as one', async () => {
    for (let read = 0; read < 5; read += 1) memory.note(token, denied);
    await clock.advance(1_000);
    expect(memory.recall(token)).to.equal(undefined);
  });

  it('is over at the first answer', async () => {
    memory.note(token, denied);
    memory.note(token);
    expect(memory.recall(token)).to.equal(undefined);
    memory.note(token, denied);
    await clock.advance(1_000);
    expect(memory.recall(token)).to.equal(undefined);
  });

  it('tells kind, id, version and team apart', () => {
    memory.note(ref('secret', 'x', { version: '1', team: 'a' }), denied);
    for (const other of [
      ref('variable', 'x', { version: '1', team: 'a' }),
      ref('secret', 'y', { version: '1', team: 'a' }),
      ref('secret', 'x', { version: '2', team: 'a' }),
      ref('secret', 'x', { version: '1', team: 'b' }),
      ref('secret', 'x', { version: '1' }),
      ref('secret', 'x', { team: 'a' }),
      ref('secret', 'x", "1", "a'),
    ])
      expect(memory.recall(other)).to.equal(undefined);
    expect(memory.recall(ref('secret', 'x', { version: '1', team: 'a' }))).to.equal(denied);
  });

  for (const code of ['UNAUTHENTICATED', 'THROTTLED', 'UNAVAILABLE', 'TIMEOUT', 'INVALID_VALUE'] as const) {
    it(`neither remembers nor forgets for ${code}`, () => {
      const failure = new SecretsError(code, 'no.');
      memory.note(token, failure);
      expect(memory.recall(token)).to.equal(undefined);
      memory.note(token, denied);
      memory.note(token, failure);
      expect(memory.recall(token)).to.equal(denied);
    });
  }

  it('holds the last 1,000', () => {
    for (let id = 0; id <= 1_000; id += 1) memory.note(ref('secret', `s${id}`), denied);
    expect(memory.recall(ref('secret', 's0'))).to.equal(undefined);
    expect(memory.recall(ref('secret', 's1'))).to.equal(denied);
    expect(memory.recall(ref('secret', 's1000'))).to.equal(denied);
  });
});
