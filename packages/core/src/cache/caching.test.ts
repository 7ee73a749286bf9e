import { expect } from 'chai';
import { spy } from 'sinon';
import { createSecrets } from '../assemble.js';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import type { GuardOptions } from '../guard/guard-options.js';
import { guarded } from '../guarded.js';
import { FALL_THROUGH } from '../on-error.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';
import type { CacheOptions } from './read-cache.js';

const MINUTE = 60_000;
const failure = (code: SecretsErrorCode) => new SecretsError(code, `vault: ${code}.`);

describe('Kept answers', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  let secrets: Secrets;

  /** Retries, breaker and memory of denials have their own tests. */
  const plain = (backend: ScriptedBackend, more: GuardOptions = {}) =>
    guarded(backend, { clock, retry: false, pace: false, breaker: false, denials: false, ...more });
  const open = (cache: CacheOptions | false = {}) =>
    createSecrets({ backends: [plain(vault)], clock, cache, random: () => 0 });
  const value = async () => (await secrets.getSecret('a')).reveal();

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
    secrets = open();
  });

  describe('while young', () => {
    it('are served from memory, as one object', async () => {
      const first = await secrets.getSecret('a');
      vault.answer = 'second';
      await clock.advance(4 * MINUTE - 1);
      expect(await secrets.getSecret('a')).to.equal(first);
      expect(await secrets.findSecret('a')).to.equal(first);
      expect(vault.asked).to.have.length(1);
    });

    it('are refreshed behind the caller from 4 minutes on, and the next caller has the new one', async () => {
      await value();
      vault.answer = 'second';
      await clock.advance(4 * MINUTE);
      expect(await value()).to.equal('first');
      await settled();
      expect(vault.asked.map(({ background }) => background)).to.deep.equal([false, true]);
      expect(await value()).to.equal('second');
      expect(vault.asked).to.have.length(2);
    });

    it('are refreshed once for many callers', async () => {
      await value();
      await clock.advance(4 * MINUTE);
      const release = vault.hold();
      await Promise.all([value(), value(), value()]);
      expect(vault.asked).to.have.length(2);
      release();
    });

    it('are served while a refresh fails, and the refresh is tried again after a pause', async () => {
      await value();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(4 * MINUTE);
      expect(await value()).to.equal('first');
      await settled();
      expect((await secrets.getSecret('a')).origin.stale).to.equal(false);
      expect(vault.asked).to.have.length(2);
      await clock.advance(1_000);
      await value();
      expect(vault.asked).to.have.length(3);
    });

    it('survive a backend that throws nonsense', async () => {
      await value();
      vault.answer = new Error('nonsense');
      await clock.advance(4 * MINUTE);
      expect(await value()).to.equal('first');
      await settled();
      vault.answer = 'second';
      await clock.advance(MINUTE);
      expect(await value()).to.equal('second');
    });
  });

  describe('past 5 minutes', () => {
    it('are asked for, and the caller waits', async () => {
      await value();
      vault.answer = 'second';
      await clock.advance(5 * MINUTE);
      expect(await value()).to.equal('second');
    });

    for (const code of ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'] as const) {
      it(`are served as stale when the backend says ${code}, up to an hour, and then are not`, async () => {
        await value();
        vault.answer = failure(code);
        await clock.advance(60 * MINUTE - 1);
        const stale = await secrets.getSecret('a');
        expect(stale.reveal()).to.equal('first');
        expect(stale.origin).to.include({ backend: 'vault', stale: true });
        expect(await secrets.getSecret('a'), 'replaced once').to.equal(stale);
        await clock.advance(1);
        expect((await caught(secrets.getSecret('a'))).code).to.equal(code);
      });
    }

    for (const code of ['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE', 'INTERNAL'] as const) {
      it(`are not served when the backend says ${code}`, async () => {
        await value();
        vault.answer = failure(code);
        await clock.advance(5 * MINUTE);
        expect((await caught(secrets.getSecret('a'))).code).to.equal(code);
      });
    }

    it('are gone once the backend has denied them, also when it cannot answer afterwards', async () => {
      await value();
      vault.answer = failure('ACCESS_DENIED');
      await clock.advance(5 * MINUTE);
      await caught(secrets.getSecret('a'));
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(MINUTE);
      expect((await caught(secrets.getSecret('a'))).code).to.equal('UNAVAILABLE');
    });

    it('are gone when the secret is', async () => {
      await value();
      vault.answer = undefined;
      await clock.advance(5 * MINUTE);
      expect(await secrets.findSecret('a')).to.equal(undefined);
    });

    it('are served without asking for each caller while the backend is down, and fresh again soon after', async () => {
      await value();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(5 * MINUTE);
      for (let reader = 0; reader < 100; reader += 1) expect(await value()).to.equal('first');
      expect(vault.asked.length).to.equal(2);
      vault.answer = 'second';
      await clock.advance(1_000);
      expect(await value()).to.equal('second');
      expect((await secrets.getSecret('a')).origin.stale).to.equal(false);
    });

    it('are not served when time went back, because their age cannot be told', async () => {
      await value();
      vault.answer = 'second';
      await clock.advance(-10 * MINUTE);
      expect(await value()).to.equal('second');
    });
  });

  describe('of what is not there', () => {
    beforeEach(() => {
      vault.answer = undefined;
    });

    it('are kept for 10 seconds', async () => {
      expect(await secrets.findSecret('a')).to.equal(undefined);
      vault.answer = 'new';
      await clock.advance(9_999);
      expect(await secrets.findSecret('a')).to.equal(undefined);
      expect((await caught(secrets.getSecret('a'))).message).to.include('vault: nothing there');
      await clock.advance(1);
      expect(await value()).to.equal('new');
    });

    for (const code of ['UNAVAILABLE', 'ACCESS_DENIED', 'INTERNAL'] as const) {
      it(`are never made of ${code}`, async () => {
        vault.answer = failure(code);
        await caught(secrets.findSecret('a'));
        vault.answer = 'there';
        await clock.advance(1_000);
        expect(await value()).to.equal('there');
      });
    }
  });

  describe('of a chain', () => {
    let spare: ScriptedBackend;
    const chain = (onError: 'next' | typeof FALL_THROUGH = 'next') =>
      createSecrets({ backends: [plain(vault), plain(spare)], onError, clock, random: () => 0 });

    beforeEach(() => {
      spare = new ScriptedBackend('spare', 'spare');
      secrets = chain();
    });

    it('beat the next backend while their own cannot answer', async () => {
      await value();
      vault.answer = failure('TIMEOUT');
      await clock.advance(5 * MINUTE);
      const stale = await secrets.getSecret('a');
      expect(stale.origin).to.include({ backend: 'vault', stale: true });
      expect(spare.asked).to.have.length(0);
    });

    it('that were reached by skipping a failure count for 10 seconds', async () => {
      vault.answer = failure('UNAVAILABLE');
      expect(await value()).to.equal('spare');
      vault.answer = 'first';
      await clock.advance(9_999);
      expect(await value()).to.equal('spare');
      await clock.advance(1);
      expect(await value()).to.equal('first');
    });

    it('are dropped when their backend denies them, whatever the policy says', async () => {
      secrets = chain(FALL_THROUGH);
      await value();
      vault.answer = failure('ACCESS_DENIED');
      spare.answer = undefined;
      await clock.advance(5 * MINUTE);
      expect((await caught(secrets.findSecret('a'))).code).to.equal('ACCESS_DENIED');
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(MINUTE);
      expect((await caught(secrets.getSecret('a'))).code).to.equal('UNAVAILABLE');
    });
  });

  describe('of a later backend of a chain', () => {
    for (const [what, said] of [
      ['denies them', failure('ACCESS_DENIED')],
      ['has them no more', undefined],
    ] as const) {
      it(`are dropped when it ${what}, also while an earlier one cannot answer`, async () => {
        const later = new ScriptedBackend('later', 'later');
        vault.answer = undefined;
        secrets = createSecrets({ backends: [plain(vault), plain(later)], onError: FALL_THROUGH, clock });
        expect(await value()).to.equal('later');
        vault.answer = failure('UNAVAILABLE');
        later.answer = said;
        await clock.advance(5 * MINUTE);
        expect((await caught(secrets.getSecret('a'))).code).to.equal('UNAVAILABLE');
      });
    }
  });

  describe('asked for by many at once', () => {
    it('are read once', async () => {
      const release = vault.hold();
      const all = Array.from({ length: 128 }, () => secrets.getSecret('a'));
      release();
      expect(new Set(await Promise.all(all)).size).to.equal(1);
      expect(vault.asked).to.have.length(1);
    });

    it('are given to those who stay when one leaves', async () => {
      const release = vault.hold();
      const controller = new AbortController();
      const leaving = caught(secrets.getSecret('a', { signal: controller.signal }));
      const staying = secrets.getSecret('a');
      controller.abort();
      expect((await leaving).code).to.equal('ABORTED');
      release();
      expect((await staying).reveal()).to.equal('first');
    });

    it('are kept even when every waiter has left', async () => {
      const release = vault.hold();
      const leaving = caught(secrets.getSecret('a', { timeoutMs: 10 }));
      await clock.advance(10);
      expect((await leaving).code).to.equal('TIMEOUT');
      release();
      await settled();
      expect(await value()).to.equal('first');
      expect(vault.asked).to.have.length(1);
    });

    it('are told apart by kind, id, version and team', async () => {
      await secrets.getSecret('a');
      await secrets.getVariable('a');
      await secrets.getSecret('b');
      await secrets.getSecret('a', { version: '1' });
      await secrets.getSecret('a', { version: '2' });
      await secrets.getSecret('a', { team: '1' });
      expect(vault.asked).to.have.length(6);
      await secrets.getSecret('a', { version: '2' });
      expect(vault.asked).to.have.length(6);
    });
  });

  describe('passed over with fresh: true', () => {
    it('are asked for again and replaced', async () => {
      await value();
      vault.answer = 'second';
      expect((await secrets.getSecret('a', { fresh: true })).reveal()).to.equal('second');
      expect(await value()).to.equal('second');
    });

    it('are read by one read that begins after the call, for all who want that', async () => {
      const release = vault.hold();
      const early = secrets.getSecret('a');
      vault.answer = 'second';
      const late = [1, 2, 3].map(() => secrets.getSecret('a', { fresh: true }));
      release();
      expect((await early).reveal()).to.equal('first');
      expect((await Promise.all(late)).map((secret) => secret.reveal())).to.deep.equal([
        'second',
        'second',
        'second',
      ]);
      expect(vault.asked).to.have.length(2);
      expect(vault.most).to.equal(1);
    });

    it('do not hide a failure', async () => {
      await value();
      vault.answer = failure('UNAVAILABLE');
      expect((await caught(secrets.getSecret('a', { fresh: true }))).code).to.equal('UNAVAILABLE');
      expect(await value()).to.equal('first');
    });
  });

  describe('invalidated', () => {
    it('are asked for at the next call', async () => {
      await value();
      vault.answer = 'second';
      secrets.invalidate('secret/a');
      expect(await value()).to.equal('second');
    });

    it('are not replaced by an answer whose read began before', async () => {
      const release = vault.hold();
      const early = secrets.getSecret('a');
      secrets.invalidate('secret/a');
      vault.answer = 'second';
      release();
      expect((await early).reveal()).to.equal('first');
      expect(await value()).to.equal('second');
    });
  });

  it('keep `fresh` from the next backend, too, while theirs is down: answers do not go from store to store and back', async () => {
    const next = new ScriptedBackend('next', 'of the next');
    const backends = [plain(vault, { onError: 'next' }), plain(next)];
    secrets = createSecrets({ backends, clock, random: () => 0 });
    await secrets.getSecret('a');
    vault.answer = new SecretsError('UNAVAILABLE', 'vault: down.');
    expect((await caught(secrets.getSecret('a', { fresh: true }))).code).to.equal('UNAVAILABLE');
    expect((await secrets.getSecret('never-read', { fresh: true })).origin.backend).to.equal('next');
    expect((await secrets.getSecret('a')).origin.backend).to.equal('vault');
  });

  describe('as a snapshot', () => {
    it('are there without waiting once they were read', async () => {
      expect(secrets.snapshot('secret/a')).to.equal(undefined);
      const read = await secrets.getSecret('a');
      expect(secrets.snapshot('secret/a')).to.equal(read);
      await clock.advance(5 * MINUTE);
      expect(secrets.snapshot('secret/a')).to.equal(undefined);
    });

    it('are the ones that were read last, by text and by object', async () => {
      const first = await secrets.getSecret('a');
      expect(secrets.snapshot('secret/a')).to.equal(first);
      secrets.invalidate('secret/a');
      expect(secrets.snapshot('secret/a')).to.equal(undefined);
      const second = await secrets.getSecret('a');
      expect(second).not.to.equal(first);
      expect(secrets.snapshot('secret/a')).to.equal(second);
      expect(secrets.snapshot({ kind: 'secret', id: 'a' })).to.equal(second);
    });

    it('are refused for what can be no reference', async () => {
      for (const wrong of ['nonsense', '', null, 5, { kind: 'constructor', id: 'a' }, { kind: 'secret' }]) {
        const error = await caught(() => secrets.snapshot(wrong as string));
        expect(error.code).to.equal('INVALID_REFERENCE');
      }
    });

    it('ask the system for the time once, however many are taken at once', async () => {
      secrets = createSecrets({ backends: [guarded(vault)] });
      await secrets.getSecret('a');
      const time = spy(Date, 'now');
      try {
        for (let index = 0; index < 500; index += 1) secrets.snapshot('secret/a');
        expect(time.callCount).to.be.lessThan(3);
      } finally {
        time.restore();
      }
    });
  });

  describe('that end', () => {
    it('with a lease are not kept past it', async () => {
      const leased = new ScriptedBackend('leased', 'x', { leases: true });
      const find = leased.find.bind(leased);
      const expiresAt = new Date(clock.now() + MINUTE);
      const backend = {
        ...leased,
        name: 'leased',
        find: async (...args: Parameters<typeof find>) => ({ ...(await find(...args)), expiresAt }) as never,
      };
      secrets = createSecrets({ backends: [backend], clock, random: () => 0 });
      await value();
      await clock.advance(MINUTE - 1);
      await value();
      expect(leased.asked).to.have.length(1);
      await clock.advance(1);
      await value();
      expect(leased.asked).to.have.length(2);
    });

    it('are dropped when the cache is full, those first that nobody asked for', async () => {
      secrets = open({ maxEntries: 2 });
      await secrets.getSecret('a');
      await secrets.getSecret('b');
      await secrets.getSecret('c');
      await secrets.getSecret('c');
      expect(vault.asked.map(({ ref }) => ref.id)).to.deep.equal(['a', 'b', 'c']);
      const before = vault.asked.length;
      const left = ['a', 'b'].filter((id) => secrets.snapshot({ kind: 'secret', id }) !== undefined);
      expect(left).to.have.length(1);
      expect(vault.asked).to.have.length(before);
    });

    it('are dropped when their bytes are too many', async () => {
      vault.answer = 'x'.repeat(10_000);
      secrets = open({ maxBytes: 50_000 });
      for (const id of ['a', 'b', 'c']) await secrets.getSecret(id);
      const kept = ['a', 'b', 'c'].filter((id) => secrets.snapshot({ kind: 'secret', id }) !== undefined);
      expect(kept).to.have.length(2);
    });

    it('stay when one comes for which all the room is too little', async () => {
      secrets = open({ maxBytes: 50_000 });
      for (const id of ['a', 'b']) await secrets.getSecret(id);
      vault.answer = 'x'.repeat(30_000);
      await secrets.getSecret('large');
      const kept = ['a', 'b', 'large'].filter((id) => secrets.snapshot(`secret/${id}`) !== undefined);
      expect(kept).to.deep.equal(['a', 'b']);
      expect(secrets.stats()).to.include({ entries: 2 });
    });
  });

  describe('by their options', () => {
    it('have other ages where a rule says so', async () => {
      secrets = open({ rules: [{ match: 'secret/db-*', freshMs: 1_000 }] });
      await secrets.getSecret('db-a');
      await secrets.getSecret('other');
      await clock.advance(1_000);
      await secrets.getSecret('db-a');
      await secrets.getSecret('other');
      expect(vault.asked.map(({ ref }) => ref.id)).to.deep.equal(['db-a', 'other', 'db-a']);
    });

    it('have the ages of the backend that answered', async () => {
      secrets = createSecrets({ backends: [guarded(vault, { clock, cache: { freshMs: 1_000 } })], clock });
      await value();
      await clock.advance(1_000);
      await value();
      expect(vault.asked).to.have.length(2);
    });

    it('are kept no longer than their hard age where a rule and a backend do not fit together', async () => {
      const backend = guarded(vault, {
        clock,
        retry: false,
        breaker: false,
        cache: { freshMs: 10 * MINUTE },
      });
      const rules = [{ match: 'secret/*', hardMs: 6 * MINUTE }];
      secrets = createSecrets({ backends: [backend], clock, cache: { rules }, random: () => 0 });
      await value();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(6 * MINUTE - 1);
      expect(await value()).to.equal('first');
      await clock.advance(1);
      expect((await caught(secrets.getSecret('a'))).code).to.equal('UNAVAILABLE');
    });

    it('are none with cache: false, and a read still is shared, until its last waiter leaves', async () => {
      secrets = open(false);
      await value();
      await value();
      expect(vault.asked).to.have.length(2);
      const release = vault.hold();
      const controllers = [new AbortController(), new AbortController()];
      const leaving = controllers.map(({ signal }) => caught(secrets.getSecret('a', { signal })));
      expect(vault.asked).to.have.length(3);
      controllers[0]?.abort();
      await settled();
      expect(vault.running).to.equal(1);
      controllers[1]?.abort();
      await Promise.all(leaving);
      await settled();
      expect(vault.running).to.equal(0);
      release();
      expect(await value()).to.equal('first');
    });

    it('are none of a local backend', async () => {
      const local = new ScriptedBackend('env', 'x', { local: true });
      secrets = createSecrets({ backends: [local], clock });
      await value();
      local.answer = undefined;
      expect(await secrets.findSecret('a')).to.equal(undefined);
      local.answer = 'y';
      expect(await value()).to.equal('y');
    });

    it('are refused out of order', async () => {
      expect((await caught(() => open({ freshMs: 10, hardMs: 5 }))).code).to.equal('INVALID_CONFIG');
      expect((await caught(() => open({ missingMs: -1 }))).code).to.equal('INVALID_CONFIG');
      expect((await caught(() => open({ rules: [{ match: '*', refreshAfterMs: 1e9 }] }))).code).to.equal(
        'INVALID_CONFIG',
      );
    });
  });

  it('spread their refreshes: of 1,000 with one age not two in a hundred come due together', async () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    secrets = createSecrets({ backends: [plain(vault)], clock, random });
    for (let id = 0; id < 1_000; id += 1) await secrets.getSecret(`id${id}`);
    const before = vault.asked.length;
    await clock.advance(3 * MINUTE + 1_000);
    for (let id = 0; id < 1_000; id += 1) await secrets.getSecret(`id${id}`);
    await settled();
    expect(vault.asked.length - before).to.be.lessThan(60);
    await clock.advance(30_000);
    for (let id = 0; id < 1_000; id += 1) await secrets.getSecret(`id${id}`);
    await settled();
    expect(vault.asked.length - before).to.be.within(300, 700);
  });

  it('are told by explain, without a value', async () => {
    await value();
    await clock.advance(MINUTE);
    expect((await secrets.explain('secret/a')).cached).to.deep.equal({
      state: 'fresh',
      backend: 'vault',
      ageMs: MINUTE,
    });
    expect((await secrets.explain('secret/other')).cached).to.equal(undefined);
  });

  it('leave nothing behind for references that fail', async () => {
    vault.answer = failure('INTERNAL');
    for (let id = 0; id < 100; id += 1) await caught(secrets.getSecret(`id${id}`));
    await secrets.close();
    expect(clock.pending).to.equal(0);
  });
});
