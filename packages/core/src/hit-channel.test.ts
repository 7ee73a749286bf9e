import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { createSecrets } from './assemble.js';
import { SecretsError } from './errors.js';
import type { FindTrace } from './find-channel.js';
import { guarded } from './guarded.js';
import type { HitEvent } from './hit-channel.js';
import type { Secrets } from './secrets.js';
import { caught } from './test-kit/caught.js';
import { ManualClock, settled } from './test-kit/manual-clock.js';
import { ScriptedBackend } from './test-kit/scripted-backend.js';

const MINUTE = 60_000;
const CANARY = 'canary-value-that-nobody-may-see';
const down = new SecretsError('UNAVAILABLE', 'vault: down.');

describe('The channels', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  let secrets: Secrets;
  let hits: HitEvent[];
  let finds: FindTrace[];
  const onHit = (event: unknown) => hits.push(event as HitEvent);
  const onFind = (event: unknown) => finds.push(event as FindTrace);

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', CANARY);
    secrets = createSecrets({
      backends: [guarded(vault, { clock, retry: false, breaker: false, denials: false })],
      clock,
      random: () => 0,
    });
    hits = [];
    finds = [];
    subscribe('chatelaine:hit', onHit);
    subscribe('tracing:chatelaine:find:asyncEnd', onFind);
  });

  afterEach(async () => {
    unsubscribe('chatelaine:hit', onHit);
    unsubscribe('tracing:chatelaine:find:asyncEnd', onFind);
    expect(inspect([hits, finds], { depth: 9, showHidden: true })).not.to.include(CANARY);
    await secrets.close();
  });

  const ref = { kind: 'secret', id: 'a' } as const;

  it('tell of an answer from memory, with its age, and of the read before it', async () => {
    await secrets.getSecret('a');
    await clock.advance(MINUTE);
    await secrets.getSecret('a');
    secrets.snapshot('secret/a');
    await secrets.getMany(['secret/a']);

    const hit = { ref, kind: 'secret', outcome: 'found', backend: 'vault', cache: 'fresh', ageMs: MINUTE };
    expect(hits).to.deep.equal([hit, hit, hit]);
    expect(finds).to.have.length(1);
    expect(finds[0]).to.deep.include({
      ref,
      kind: 'secret',
      background: false,
      cache: 'nothing',
      attempt: 1,
      outcome: 'found',
      backend: 'vault',
    });
  });

  it('tell of a refresh behind the callers, and what was kept when it began', async () => {
    await secrets.getSecret('a');
    await clock.advance(4 * MINUTE);
    await secrets.getSecret('a');
    await settled();

    expect(hits.map(({ cache }) => cache)).to.deep.equal(['aging']);
    expect(finds[1]).to.deep.include({ background: true, cache: 'aging', ageMs: 4 * MINUTE, attempt: 1 });
  });

  it('tell of a value that is served in spite of a failure, and count the attempts', async () => {
    await secrets.getSecret('a');
    vault.answer = down;
    await clock.advance(6 * MINUTE);
    await secrets.getSecret('a');
    await secrets.getSecret('a');
    await clock.advance(2_000);
    await secrets.getMany(['secret/a']);

    expect(hits.map(({ cache, code }) => [cache, code])).to.deep.equal([
      ['stale', 'UNAVAILABLE'],
      ['stale', undefined],
      ['stale', 'UNAVAILABLE'],
    ]);
    expect(
      finds
        .slice(1)
        .map(({ outcome, code, backend, attempt, cache }) => ({ outcome, code, backend, attempt, cache })),
    ).to.deep.equal([
      { outcome: 'failed', code: 'UNAVAILABLE', backend: 'vault', attempt: 1, cache: 'stale' },
      { outcome: 'failed', code: 'UNAVAILABLE', backend: 'vault', attempt: 2, cache: 'stale' },
    ]);
  });

  it('tell of "not found" that is remembered, and of no failure as of a hit', async () => {
    vault.answer = undefined;
    await secrets.findSecret('a');
    await secrets.findSecret('a');
    vault.answer = down;
    await caught(secrets.getSecret('b'));

    expect(hits).to.deep.equal([{ ref, kind: 'secret', outcome: 'missing', cache: 'missing', ageMs: 0 }]);
    expect(finds.map(({ outcome }) => outcome)).to.deep.equal(['missing', 'failed']);
  });

  it('do not tell of a handle that looks after itself as of hits', async () => {
    const handle = secrets.handle('secret/a');
    await settled();
    vault.answer = new Error('nonsense');
    await clock.advance(4 * MINUTE);
    expect(handle.current?.reveal()).to.equal(CANARY);
    expect(hits).to.deep.equal([]);
    expect(finds.map(({ background, outcome }) => [background, outcome])).to.deep.equal([
      [true, 'found'],
      [true, 'failed'],
    ]);
  });
});
