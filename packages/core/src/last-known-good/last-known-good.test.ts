import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SecretsParts } from '../assemble.js';
import { createSecrets } from '../assemble.js';
import type { SecretsBackend } from '../backend.js';
import type { SecretsErrorCode } from '../errors.js';
import { SecretsError } from '../errors.js';
import type { GuardOptions } from '../guard/guard-options.js';
import { guarded } from '../guarded.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';
import { until } from '../test-kit/until.js';
import { lastKnownGoodFile } from './last-known-good-file.js';
import type { LastKnownGoodFileOptions } from './last-known-good-file-options.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = Buffer.from('3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=', 'base64');
const failure = (code: SecretsErrorCode, backend = 'vault') =>
  new SecretsError(code, `${backend}: ${code}.`, { backend });

describe('The last known good values', () => {
  let folder: string;
  let clock: ManualClock;
  let vault: ScriptedBackend;

  const plain = (backend: SecretsBackend, more: GuardOptions = {}) =>
    guarded(backend, { clock, retry: false, pace: false, breaker: false, denials: false, ...more });
  const file = (more: Partial<LastKnownGoodFileOptions> = {}) =>
    lastKnownGoodFile({ path: join(folder, 'known-good'), key: KEY, clock, ...more });
  const open = (parts: Partial<SecretsParts> = {}, options: Partial<LastKnownGoodFileOptions> = {}) =>
    createSecrets({
      backends: [plain(vault)],
      clock,
      random: () => 0,
      lastKnownGood: file(options),
      ...parts,
    });
  /** A process that reads secrets, whatever comes of it, and ends. */
  const earlier = async (parts: Partial<SecretsParts> = {}, refs = ['secret/a']) => {
    const secrets = open(parts);
    await secrets.getMany(refs);
    await secrets.close();
  };
  const isKept = async (parts: Partial<SecretsParts> = {}) => {
    vault.answer = failure('UNAVAILABLE');
    const secrets = open(parts);
    const secret = await secrets.findSecret('a').catch(() => undefined);
    await secrets.close();
    return secret !== undefined;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'known-good-'));
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
  });
  afterEach(() => rm(folder, { recursive: true }));

  describe('at the start of a process', () => {
    for (const code of ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'] as const) {
      it(`are served as stale after ${code}, with the time at which they were read`, async () => {
        const readAt = clock.now();
        await earlier();
        vault.answer = failure(code);
        await clock.advance(HOUR);
        const secrets = open();
        const secret = await secrets.getSecret('a');
        expect(secret.reveal()).to.equal('first');
        expect(secret.origin).to.deep.equal({ backend: 'vault', name: 'a', fetchedAt: readAt, stale: true });
        await secrets.close();
      });
    }

    for (const code of ['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE', 'INTERNAL'] as const) {
      it(`are not served after ${code}`, async () => {
        await earlier();
        vault.answer = failure(code);
        expect((await caught(open().getSecret('a'))).message).to.equal(`vault: ${code}.`);
      });
    }

    it('are kept from then on: reads do not wait, and the backend is asked again after the same pauses', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      const secrets = open();
      const first = await secrets.getSecret('a');
      const asked = vault.asked.length;
      for (let reader = 0; reader < 100; reader += 1) expect(await secrets.getSecret('a')).to.equal(first);
      expect(vault.asked).to.have.length(asked);
      expect((await secrets.explain('secret/a')).cached).to.include({ state: 'stale', backend: 'vault' });
      await clock.advance(1_000);
      vault.answer = 'second';
      const live = await secrets.getSecret('a');
      expect(live.reveal()).to.equal('second');
      expect(live.origin.stale).to.equal(false);
    });

    it('are read once for many callers', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      const secrets = open();
      const all = await Promise.all(Array.from({ length: 50 }, () => secrets.getSecret('a')));
      expect(new Set(all).size).to.equal(1);
    });

    it('are served to many references at once', async () => {
      await earlier({}, ['secret/a', 'secret/b']);
      vault.answer = failure('UNAVAILABLE');
      const results = await open().getMany(['secret/a', 'secret/b', 'secret/c']);
      expect(results.map(({ outcome }) => outcome)).to.deep.equal(['found', 'found', 'failed']);
    });

    it('are at hand for a handle', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      const secrets = open();
      expect((await secrets.handle('secret/a').ready()).reveal()).to.equal('first');
      await secrets.close();
    });

    it('are served up to 24 hours, as long as their backend has not answered', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(24 * HOUR - 1);
      const secrets = open();
      expect((await secrets.getSecret('a')).reveal()).to.equal('first');
      await clock.advance(1);
      const error = await caught(secrets.getSecret('a'));
      expect(error.code).to.equal('UNAVAILABLE');
      expect(error.message).to.include('Its last known good value is too old, of 1970-01-01T00:16:40.000Z.');
    });

    it('are served up to the age that is given', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(MINUTE);
      await caught(open({}, { maxAgeMs: MINUTE }).getSecret('a'));
    });

    it('are not served when they are from the future', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(-1);
      const error = await caught(open().getSecret('a'));
      expect(error.message).to.include('is from the future');
    });

    it('are never served to a caller who wants a fresh answer', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      const secrets = open();
      expect((await caught(secrets.getSecret('a', { fresh: true }))).code).to.equal('UNAVAILABLE');
      expect((await secrets.getSecret('a')).origin.stale).to.equal(true);
      expect((await caught(secrets.getSecret('a', { fresh: true }))).code).to.equal('UNAVAILABLE');
    });

    it('are not served after an invalidation that comes while they are looked for', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      const known = file();
      const recall = known.recall.bind(known);
      let secrets = open();
      known.recall = async (ref) => {
        const value = await recall(ref);
        secrets.invalidate('secret/a');
        return value;
      };
      secrets = open({ lastKnownGood: known });
      await caught(secrets.getSecret('a'));
      expect((await secrets.explain('secret/a')).cached).to.equal(undefined);
    });

    it('give way to the hard age from the first live answer on', async () => {
      await earlier();
      const secrets = open();
      await secrets.getSecret('a');
      vault.answer = failure('UNAVAILABLE');
      await clock.advance(HOUR);
      expect((await caught(secrets.getSecret('a'))).code).to.equal('UNAVAILABLE');
    });

    it('are told apart by kind, version and team', async () => {
      const secrets = open();
      await secrets.getSecret('a', { version: '1' });
      vault.answer = 'of a team';
      await secrets.getSecret('a', { team: 't' });
      await secrets.close();
      vault.answer = failure('UNAVAILABLE');
      const next = open();
      expect((await next.getSecret('a', { version: '1' })).reveal()).to.equal('first');
      expect((await next.getSecret('a', { team: 't' })).reveal()).to.equal('of a team');
      for (const read of [next.getSecret('a'), next.getVariable('a'), next.getSecret('a', { version: '2' })])
        expect((await caught(read)).message).to.include('No last known good value of it is kept.');
    });

    it('give connections as they were read', async () => {
      vault.answer = 'postgres://me:pass%20word@db.example.com:5432/app?sslmode=require#cut';
      const secrets = open();
      const before = await secrets.getConnection('db');
      await secrets.close();
      vault.answer = failure('UNAVAILABLE');
      const after = await open().getConnection('db');
      expect(JSON.stringify(after.reveal())).to.equal(JSON.stringify(before.reveal()));
      expect(after.losses).to.deep.equal(before.losses);
      expect(`${after}`).to.equal('[secret connection/db]');
    });

    it('give bytes as they were, and what their backend said about them', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_unused, index) => index);
      const said = {
        value: bytes,
        name: 'stored',
        version: '7',
        createdAt: new Date(1),
        expiresAt: new Date(2),
        contentType: 'application/octet-stream',
      };
      let error: Error | undefined;
      const backend: SecretsBackend = {
        name: 'vault',
        find: async () => {
          if (error !== undefined) throw error;
          return said;
        },
      };
      const backends = () => [plain(backend)];
      const secrets = open({ backends: backends() });
      const { stale: _fresh, ...origin } = (await secrets.getSecret('a')).origin;
      await secrets.close();
      error = failure('UNAVAILABLE');
      const secret = await open({ backends: backends() }).getSecret('a');
      expect(secret.bytes()).to.deep.equal(bytes);
      expect(secret.origin).to.deep.equal({ ...origin, stale: true });
    });
  });

  describe('are forgotten', () => {
    for (const code of ['ACCESS_DENIED', 'UNAUTHENTICATED', 'INVALID_VALUE'] as const) {
      it(`when the backend says ${code}`, async () => {
        await earlier();
        vault.answer = failure(code);
        await earlier();
        expect(await isKept()).to.equal(false);
      });
    }

    it('when the secret is gone', async () => {
      await earlier();
      vault.answer = undefined;
      await earlier();
      expect(await isKept()).to.equal(false);
    });

    it('when their own backend refuses and another one answers or cannot be reached', async () => {
      const spare = new ScriptedBackend('spare', 'spare');
      const backends = () => [plain(vault, { onError: { denied: 'next' } }), plain(spare)];
      await earlier({ backends: backends() });
      vault.answer = failure('ACCESS_DENIED');
      spare.answer = failure('UNAVAILABLE', 'spare');
      await earlier({ backends: backends() });
      expect(await isKept({ backends: backends() })).to.equal(false);
    });

    it('when they are answered by a backend of this machine', async () => {
      const local = new ScriptedBackend('env', undefined, { local: true });
      const backends = () => [plain(local), plain(vault)];
      await earlier({ backends: backends() });
      expect(await isKept({ backends: backends() })).to.equal(true);
      local.answer = 'from here';
      vault.answer = 'first';
      await earlier({ backends: backends() });
      local.answer = undefined;
      expect(await isKept({ backends: backends() })).to.equal(false);
    });

    it('not when the backend cannot answer', async () => {
      await earlier();
      vault.answer = failure('UNAVAILABLE');
      await earlier();
      expect(await isKept()).to.equal(true);
    });
  });

  describe('are not remembered', () => {
    it('of what is not kept in memory', async () => {
      await earlier({ backends: [plain(vault, { cache: false })] });
      expect(await isKept()).to.equal(false);
    });

    it('of a backend of this machine, also where its answers are cached', async () => {
      vault = new ScriptedBackend('vault', 'first', { local: true });
      const backends = () => [plain(vault, { cache: {} })];
      await earlier({ backends: backends() });
      expect(await isKept({ backends: backends() })).to.equal(false);
    });

    it('with a lease', async () => {
      const leased: SecretsBackend = {
        name: 'vault',
        supports: { leases: true },
        find: async (ref) => ({ value: 'x', name: ref.id, expiresAt: new Date(clock.now() + HOUR) }),
      };
      await earlier({ backends: [leased] });
      expect(await isKept()).to.equal(false);
    });

    it('when a failure was skipped, and what was known of the backend that failed stays', async () => {
      const spare = new ScriptedBackend('spare', 'spare');
      const backends = () => [plain(vault, { onError: 'next' }), plain(spare)];
      await earlier({ backends: backends() });
      vault.answer = failure('UNAVAILABLE');
      await earlier({ backends: backends() });
      spare.answer = undefined;
      const secret = await open({ backends: backends() }).getSecret('a');
      expect(secret.reveal()).to.equal('first');
    });

    it('by a read that began before an invalidation', async () => {
      const secrets = open();
      const release = vault.hold();
      const reading = secrets.getSecret('a');
      secrets.invalidate('secret/a');
      release();
      await reading;
      await secrets.close();
      expect(await isKept()).to.equal(false);
    });
  });

  it('are not served for a backend that did not fail', async () => {
    const spare = new ScriptedBackend('spare', undefined);
    const backends = () => [plain(spare), plain(vault)];
    await earlier({ backends: backends() });
    spare.answer = failure('UNAVAILABLE', 'spare');
    const error = await caught(open({ backends: backends() }).getSecret('a'));
    expect(error.message).to.include(
      'Its last known good value is of vault, and served only while that is down.',
    );
  });

  it('are not served for a backend that failed in a way that time does not heal, behind one that is down', async () => {
    const first = new ScriptedBackend('first', undefined);
    const backends = () => [plain(first, { onError: 'next' }), plain(vault)];
    await earlier({ backends: backends() });
    first.answer = failure('UNAVAILABLE', 'first');
    vault.answer = failure('INTERNAL');
    const error = await caught(open({ backends: backends() }).getSecret('a'));
    expect(error.message).to.include('is of vault, and served only while that is down');
  });

  it('need the cache', async () => {
    const error = await caught(() => open({ cache: false }));
    expect(error.message).to.equal(
      '"lastKnownGood" needs the cache, which is off. Remove "cache: false", or "lastKnownGood".',
    );
  });

  it('are of one chain: one with other names or another reading does not get them', async () => {
    await earlier();
    vault.answer = failure('UNAVAILABLE');
    for (const parts of [
      { backends: [plain({ name: 'other', find: vault.find.bind(vault) })] },
      {
        backends: [plain({ name: 'vault', locate: () => ({ names: ['x'] }), find: vault.find.bind(vault) })],
      },
      { connections: 'strict' as const },
    ]) {
      const error = await caught(open(parts).getSecret('a'));
      expect(error.code).to.equal('UNAVAILABLE');
      expect(error.message).to.match(/was written for other backends or another context\./);
    }
    expect((await open().getSecret('a')).reveal()).to.equal('first');
  });

  it('are written without a wait, a second after they came, and leave no timer behind', async () => {
    const path = join(folder, 'known-good');
    const secrets = open();
    await secrets.getSecret('a');
    await settled();
    await clock.advance(999);
    expect(existsSync(path)).to.equal(false);
    await clock.advance(1);
    await secrets.close();
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(clock.pending).to.equal(0);
  });

  it('say by their health that they cannot be written, and why, until they are', async () => {
    expect(createSecrets({ backends: [plain(vault)], clock }).health()).to.not.have.property('lastKnownGood');
    const path = join(folder, 'sub', 'known-good');
    const secrets = open({}, { path, writeAfterMs: 0 });
    expect(secrets.health()).to.deep.include({ state: 'healthy', lastKnownGood: { state: 'healthy' } });
    await secrets.getSecret('a');
    await until(() => clock.pending > 0);
    await clock.advance(0);
    await until(() => secrets.health().state !== 'healthy');
    const { state, lastKnownGood } = secrets.health();
    expect([state, lastKnownGood?.state]).to.deep.equal(['degraded', 'degraded']);
    expect(lastKnownGood?.problem?.message).to.include('Its folder is not there');
    await mkdir(join(folder, 'sub'));
    await until(() => clock.pending > 0);
    await clock.advance(30_000);
    await until(() => secrets.health().state === 'healthy');
    await secrets.close();
  });

  it('do not hold a caller for more than 5 seconds when they cannot be read in time', async () => {
    await earlier();
    vault.answer = failure('UNAVAILABLE');
    const reading = caught(open({}, { key: () => new Promise(() => undefined) }).getSecret('a'));
    await until(() => clock.pending >= 2);
    await clock.advance(5_000);
    const error = await reading;
    expect(error.code).to.equal('UNAVAILABLE');
    expect(error.message).to.include('no answer within 5000 ms');
  });
});
