import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { answering, found } from '../test-kit/fake-backend.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const down = new SecretsError('UNAVAILABLE', 'vault: down.');

describe('Secrets tell', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  let secrets: Secrets;
  const plain = { retry: false, breaker: false, denials: false } as const;

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
    secrets = createSecrets({ backends: [guarded(vault, { clock, ...plain })], clock, random: () => 0 });
  });

  afterEach(() => secrets.close());

  it('nothing but zeros before anything happened', () => {
    expect(secrets.stats()).to.deep.equal({
      hits: 0,
      misses: 0,
      staleServed: 0,
      refreshes: 0,
      refreshFailures: 0,
      entries: 0,
      bytes: 0,
      changes: 0,
      throttles: 0,
      backends: [{ backend: 'vault', requests: 0, failures: 0, throttles: 0 }],
    });
  });

  it('how many calls were answered from memory, and how many waited', async () => {
    await Promise.all([secrets.getSecret('a'), secrets.getSecret('a')]);
    await secrets.getSecret('a');
    secrets.snapshot('secret/a');
    await secrets.getMany(['secret/a', 'secret/b']);
    await secrets.getSecret('a', { fresh: true });
    expect(secrets.stats()).to.include({ hits: 3, misses: 4, refreshes: 0, entries: 2 });
    expect(secrets.stats().bytes).to.be.greaterThan(2 * 'first'.length);
  });

  it('how many refreshes there were, and how many of them failed', async () => {
    await secrets.getSecret('a');
    vault.answer = down;
    await clock.advance(4 * MINUTE);
    await secrets.getSecret('a');
    await settled();
    expect(secrets.stats()).to.include({ refreshes: 1, refreshFailures: 1, staleServed: 0, hits: 1 });
  });

  it('how often a value was served past its fresh age, at once and after a failed read', async () => {
    await secrets.getSecret('a');
    vault.answer = down;
    await clock.advance(6 * MINUTE);
    await secrets.getSecret('a');
    await secrets.getSecret('a');
    expect(secrets.stats()).to.include({ staleServed: 2, misses: 2, hits: 1 });
  });

  it('of each backend how it is, and the worst of them for all', async () => {
    const spare = answering('spare', found('x'));
    secrets = createSecrets({
      backends: [guarded(vault, { clock, ...plain, onError: 'next' }), spare],
      clock,
    });
    vault.answer = down;
    await secrets.getSecret('a');
    const { state, backends } = secrets.health();
    expect(state).to.equal('unreachable');
    expect(backends.map((backend) => [backend.backend, backend.state])).to.deep.equal([
      ['vault', 'unreachable'],
      ['spare', 'healthy'],
    ]);
    expect(vault.asked, 'to ask for it asks no backend').to.have.length(1);
  });

  it('how many days are left until the first of the kept values expires, leases left out', async () => {
    const expiring = (days: number, leases: boolean) => ({
      ...answering('vault', found('x', { expiresAt: new Date(clock.now() + days * DAY) })),
      supports: { leases },
    });
    const daysOf = async (leases: boolean) => {
      const inner = expiring(30, leases);
      const find: typeof inner.find = async ({ id }) =>
        found('x', { expiresAt: new Date(clock.now() + (id === 'soon' ? 2 : 30) * DAY) });
      const own = createSecrets({ backends: [{ ...inner, find }], clock });
      await own.getMany(['secret/a', 'secret/soon']);
      return own.health().backends[0]?.daysToExpiry;
    };
    expect(await daysOf(false)).to.equal(2);
    expect(await daysOf(true)).to.equal(undefined);
  });

  it('the same after they were closed', async () => {
    vault.answer = down;
    await caught(secrets.getSecret('a'));
    await secrets.close();
    expect(secrets.stats()).to.include({ misses: 1, entries: 0, bytes: 0 });
    expect(secrets.health().state).to.equal('unreachable');
  });
});
