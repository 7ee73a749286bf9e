import { expect } from 'chai';
import type { SecretChange } from '../backend.js';
import { SecretsError } from '../errors.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { WatchedBackend } from '../test-kit/watched-backend.js';
import { BackendWatch } from './backend-watch.js';

describe('The watch of a backend', () => {
  let clock: ManualClock;
  let vault: WatchedBackend;
  let watch: BackendWatch;
  let told: SecretChange[];

  beforeEach(() => {
    clock = new ManualClock();
    vault = new WatchedBackend('vault', 'first');
    told = [];
    watch = new BackendWatch({
      backend: vault,
      clock,
      random: () => 0.5,
      onChange: (change) => told.push(change),
    });
  });

  afterEach(() => {
    watch.close();
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  it('begins when it is asked for, and once', async () => {
    expect(vault.watches).to.equal(0);
    watch.begin();
    watch.begin();
    await settled();
    expect(vault.watches).to.equal(1);
  });

  it('tells of each change, and of no more than its name', async () => {
    watch.begin();
    vault.tell({ name: 'a', value: 'not for you' } as SecretChange);
    vault.tell({});
    await settled();
    expect(told).to.deep.equal([{ name: 'a' }, {}]);
  });

  it('begins again 1 s after it ended, doubling to 30 s while it does not last', async () => {
    watch.begin();
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = vault.watches;
      vault.endWatch(new Error('gone'));
      await settled();
      await clock.run(pauseMs - 1);
      expect(vault.watches).to.equal(before);
      await clock.run(1);
      expect(vault.watches, `after ${pauseMs} ms`).to.equal(before + 1);
    }
  });

  it('begins again soon after one that lasted', async () => {
    watch.begin();
    for (let time = 0; time < 4; time += 1) {
      vault.endWatch();
      await clock.run(10_000);
    }
    await clock.run(60_000);
    const before = vault.watches;
    vault.endWatch();
    await clock.run(1_000);
    expect(vault.watches).to.equal(before + 1);
  });

  it('says that anything may have changed when it begins again after one that worked', async () => {
    watch.begin();
    await clock.run(5_000);
    vault.endWatch(new Error('gone'));
    await clock.run(1_000);
    expect(told).to.deep.equal([{}]);
    vault.endWatch(new Error('still gone'));
    await clock.run(2_000);
    expect(told, 'what changed meanwhile may be missed too').to.deep.equal([{}, {}]);
  });

  it('says nothing when it never worked: the ages alone decide then', async () => {
    vault.refusesWatches = true;
    watch.begin();
    await clock.run(120_000);
    expect(told).to.deep.equal([]);
    expect(vault.watches).to.be.greaterThan(5);
  });

  it('is given up when the backend says that it cannot do it', async () => {
    watch.begin();
    vault.endWatch(new SecretsError('UNSUPPORTED', 'vault: cannot.'));
    await clock.run(600_000);
    expect(vault.watches).to.equal(1);
  });

  it('survives a backend that throws at once, or gives nothing that can be read', async () => {
    const broken = {
      name: 'broken',
      find: async () => undefined,
      watch: (): never => {
        throw new Error('nonsense');
      },
    };
    const other = new BackendWatch({
      backend: broken,
      clock,
      random: () => 0.5,
      onChange: (change) => told.push(change),
    });
    other.begin();
    await clock.run(10_000);
    other.close();
    watch.begin();
    vault.tell(null as unknown as SecretChange);
    await settled();
    expect(told).to.deep.equal([{}]);
  });

  it('ends when it is closed, also when the backend does not listen, and never begins again', async () => {
    watch.begin();
    await settled();
    watch.close();
    expect(vault.watchSignal?.aborted).to.equal(true);
    vault.tell({ name: 'late' });
    vault.endWatch();
    watch.begin();
    await clock.run(60_000);
    expect(told).to.deep.equal([]);
    expect(vault.watches).to.equal(1);
  });
});
