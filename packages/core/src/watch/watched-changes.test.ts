import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import type { CacheOptions } from '../cache/read-cache.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { answering, found } from '../test-kit/fake-backend.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { WatchedBackend } from '../test-kit/watched-backend.js';

const down = new SecretsError('UNAVAILABLE', 'vault: down.');

describe('A change that a backend tells of', () => {
  let clock: ManualClock;
  let vault: WatchedBackend;
  let secrets: Secrets;

  const open = (cache: CacheOptions | false = {}) =>
    createSecrets({
      backends: [guarded(vault, { clock, retry: false, breaker: false })],
      clock,
      cache,
      random: () => 0,
    });
  const value = async (id = 'a') => (await secrets.getSecret(id)).reveal();
  /** Changes are collected for a moment before they count. */
  const told = async (name?: string) => {
    vault.tell(name === undefined ? {} : { name });
    await settled();
    await clock.run(100);
  };

  beforeEach(() => {
    clock = new ManualClock();
    vault = new WatchedBackend('vault', 'first');
    secrets = open();
  });

  afterEach(async () => {
    await secrets.close();
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  it('is not waited for before something of the backend is kept', async () => {
    secrets.handle('secret/a');
    expect(vault.watches).to.equal(0);
    await settled();
    expect(vault.watches).to.equal(1);
  });

  it('is not waited for when nothing is kept', async () => {
    await secrets.close();
    secrets = open(false);
    await value();
    expect(vault.watches).to.equal(0);
  });

  it('is not waited for from a backend that was not asked', async () => {
    await secrets.close();
    secrets = createSecrets({
      backends: [answering('before', found('x')), guarded(vault, { clock })],
      clock,
    });
    await value();
    expect(vault.watches).to.equal(0);
  });

  it('has what is kept under that name read anew at once, and nothing else', async () => {
    await value('a');
    await value('b');
    vault.answer = 'second';
    await told('a');
    expect(secrets.snapshot('secret/a')).to.have.nested.property('origin.stale', false);
    expect(vault.asked.map(({ ref, background }) => [ref.id, background])).to.deep.equal([
      ['a', false],
      ['b', false],
      ['a', true],
    ]);
    expect(await value('a')).to.equal('second');
    expect(await value('b')).to.equal('first');
    expect(secrets.stats().changes).to.equal(1);
  });

  it('may name the identity of a secret', async () => {
    await value('DB');
    vault.answer = 'second';
    await told('db');
    expect(await value('DB')).to.equal('second');
  });

  it('is seen by a handle without its value being asked for', async () => {
    const handle = secrets.handle('secret/a');
    const seen: string[] = [];
    handle.onChange((secret) => seen.push(secret.reveal()));
    await handle.ready();
    await settled();
    vault.answer = 'second';
    await told('a');
    expect(handle.current?.reveal()).to.equal('second');
    expect(seen).to.deep.equal(['first', 'second']);
    expect(vault.asked, 'the refresh is one read').to.have.length(2);
  });

  it('without a name has everything of the backend read anew when it is next asked for, and handles at once', async () => {
    const handle = secrets.handle('secret/a');
    await value('b');
    await settled();
    vault.answer = 'second';
    await told();
    expect(handle.current?.reveal()).to.equal('second');
    expect(vault.asked.filter(({ ref }) => ref.id === 'b')).to.have.length(1);
    expect(await value('b'), 'no caller waits for it').to.equal('first');
    await settled();
    expect(await value('b')).to.equal('second');
  });

  it('is one read for many that come together', async () => {
    await value();
    for (let time = 0; time < 50; time += 1) vault.tell({ name: 'a' });
    await settled();
    await clock.run(100);
    expect(vault.asked).to.have.length(2);
  });

  it('costs a bounded number of reads at once, however many secrets changed', async () => {
    const ids = Array.from({ length: 300 }, (_unused, index) => `id${index}`);
    await secrets.getMany(ids.map((id) => `secret/${id}`));
    const before = vault.asked.length;
    for (const id of ids) vault.tell({ name: id });
    await settled();
    await clock.run(100);
    await settled();
    expect(vault.asked.length - before).to.equal(100);
    vault.answer = 'second';
    await Promise.all(ids.map((id) => value(id)));
    await settled();
    expect(vault.asked.length - before, 'the others when they are asked for').to.equal(300);
  });

  it('during a read has it read once more', async () => {
    await value();
    const release = vault.hold();
    const waiting = secrets.getSecret('a', { fresh: true });
    await settled();
    vault.answer = 'second';
    await told('a');
    release();
    expect((await waiting).reveal()).to.equal('first');
    await settled();
    expect(await value()).to.equal('second');
  });

  it('without a name during a read has its answer read anew when that is next asked for', async () => {
    await value('b');
    const release = vault.hold();
    const waiting = value('a');
    await settled();
    vault.answer = 'second';
    await told();
    release();
    expect(await waiting).to.equal('first');
    expect(await value('a'), 'no caller waits for it').to.equal('first');
    await settled();
    expect(await value('a')).to.equal('second');
  });

  it('is nothing to a handle that was closed', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    handle.close();
    await told();
    expect(vault.asked).to.have.length(1);
  });

  it('ends what is remembered as "not found"', async () => {
    vault.answer = undefined;
    expect(await secrets.findSecret('a')).to.equal(undefined);
    vault.answer = 'created';
    await told('a');
    expect(await value()).to.equal('created');
  });

  it('takes away no value while the backend is down', async () => {
    await value();
    vault.answer = down;
    await told('a');
    expect(await value()).to.equal('first');
  });

  it('may have been missed by a watch that ended: everything is read anew', async () => {
    await value();
    await clock.run(5_000);
    vault.endWatch(new Error('gone'));
    await settled();
    vault.answer = 'second';
    await clock.run(2_000);
    expect(vault.watches).to.equal(2);
    expect(await value()).to.equal('first');
    await settled();
    expect(await value()).to.equal('second');
  });

  it('ends nothing and begins nothing after close', async () => {
    await value();
    vault.tell({ name: 'a' });
    await settled();
    await secrets.close();
    expect(clock.pending).to.equal(0);
    await clock.run(60_000);
    expect(vault.asked).to.have.length(1);
    expect(vault.watchSignal?.aborted).to.equal(true);
  });
});
