import { inspect } from 'node:util';
import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secret } from '../secret.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';

const MINUTE = 60_000;
const denied = new SecretsError('ACCESS_DENIED', 'vault: no.');
const down = new SecretsError('UNAVAILABLE', 'vault: down.');
const refusal = new Error('password authentication failed');
const isRefused = (error: unknown) => error === refusal;

describe('A handle', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  let secrets: Secrets;

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
    secrets = createSecrets({
      backends: [guarded(vault, { clock, retry: false, breaker: false })],
      clock,
      random: () => 0,
    });
  });

  afterEach(async () => {
    await secrets.close();
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  it('has no value before the first answer, and waits for it when asked to', async () => {
    const handle = secrets.handle('secret/a');
    expect(handle.current).to.equal(undefined);
    expect((await handle.ready()).reveal()).to.equal('first');
    expect(handle.current?.reveal()).to.equal('first');
    expect(vault.asked).to.have.length(1);
  });

  it('has at once what is kept and fresh, which an observer sees', async () => {
    const kept = await secrets.getSecret('a');
    const seen: unknown[] = [];
    secrets.observe((answer) => seen.push(answer));
    const handle = secrets.handle('secret/a');
    expect(handle.current).to.equal(kept);
    expect(seen).to.deep.equal([kept]);
  });

  it('does not begin with what is past its fresh age', async () => {
    await secrets.getSecret('a');
    vault.answer = 'second';
    await clock.advance(5 * MINUTE);
    const handle = secrets.handle('secret/a');
    expect(handle.current).to.equal(undefined);
    expect((await handle.ready()).reveal()).to.equal('second');
  });

  it('tells of no value that it began with, and of the next one', async () => {
    await secrets.getSecret('a');
    const handle = secrets.handle('secret/a');
    const heard: string[] = [];
    handle.onChange((value) => heard.push(value.reveal()));
    await settled();
    vault.answer = 'second';
    await clock.advance(4 * MINUTE);
    expect(heard).to.deep.equal(['second']);
  });

  it('prints as what it is of, in every way', async () => {
    const handle = secrets.handle('variable/hello');
    await handle.ready();
    expect(`${handle}`).to.equal('[handle variable/hello]');
    expect(inspect({ handle }, { showHidden: true })).to.equal('{ handle: [handle variable/hello] }');
    expect(JSON.stringify({ handle })).to.equal('{"handle":"[handle variable/hello]"}');
  });

  it('calls nothing back but functions', async () => {
    const handle = secrets.handle('secret/a');
    const error = await caught(() => handle.onChange('x' as never));
    expect(error).to.include({ code: 'INVALID_CONFIG' });
    expect(error.message).to.equal('The listener of a handle is no function. Pass a function.');
    expect((await caught(() => secrets.observe(undefined as never))).message).to.equal(
      'The observer of answers is no function. Pass a function.',
    );
  });

  it('has the newest value without being asked, refreshed before it ages', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    vault.answer = 'second';
    await clock.advance(4 * MINUTE);
    expect(handle.current?.reveal()).to.equal('second');
    await clock.advance(4 * MINUTE);
    expect(vault.asked).to.have.length(3);
  });

  it('keeps the value while its backend is down, and has the new one soon after', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    vault.answer = down;
    await clock.advance(4 * MINUTE);
    for (let minute = 0; minute < 30; minute += 1) await clock.advance(MINUTE);
    expect(handle.current?.reveal()).to.equal('first');
    expect(handle.current?.origin.stale).to.equal(true);
    vault.answer = 'second';
    await clock.advance(30_000);
    expect(handle.current?.reveal()).to.equal('second');
  });

  it('has nothing past the hard age, after a denial and after a deletion', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    vault.answer = down;
    for (let minute = 0; minute < 61; minute += 1) await clock.advance(MINUTE);
    expect(handle.current).to.equal(undefined);
    vault.answer = 'second';
    await clock.advance(MINUTE);
    expect(handle.current?.reveal()).to.equal('second');
    vault.answer = denied;
    await clock.advance(4 * MINUTE);
    expect(handle.current).to.equal(undefined);
    vault.answer = 'third';
    await clock.advance(MINUTE);
    expect(handle.current?.reveal()).to.equal('third');
    vault.answer = undefined;
    await clock.advance(4 * MINUTE);
    expect(handle.current).to.equal(undefined);
  });

  it('goes on after a backend that throws nonsense', async () => {
    vault.answer = new Error('nonsense');
    const handle = secrets.handle('secret/a');
    await settled();
    vault.answer = 'healed';
    await clock.advance(1_000);
    expect(handle.current?.reveal()).to.equal('healed');
  });

  it('tells listeners and iterations of each new value, once', async () => {
    const handle = secrets.handle('secret/a');
    const heard: string[] = [];
    const seen: string[] = [];
    const end = handle.onChange((value) => heard.push(value.reveal()));
    const iteration = (async () => {
      for await (const value of handle.changes) seen.push(value.reveal());
    })();
    await handle.ready();
    await clock.advance(4 * MINUTE);
    vault.answer = 'second';
    await clock.advance(4 * MINUTE);
    end();
    vault.answer = 'third';
    await clock.advance(4 * MINUTE);
    handle.close();
    await iteration;
    expect(heard).to.deep.equal(['first', 'second']);
    expect(seen).to.deep.equal(['first', 'second', 'third']);
  });

  it('gives user and password of one version', async () => {
    vault.answer = 'postgres://u1:p1@db';
    const handle = secrets.handle('connection/db');
    await handle.ready();
    vault.answer = 'postgres://u2:p2@db';
    await clock.advance(4 * MINUTE);
    const { login, password } = handle.current?.reveal() ?? {};
    expect({ login, password }).to.deep.equal({ login: 'u2', password: 'p2' });
  });

  it('refuses what can be no reference, and is closed with the secrets', async () => {
    expect((await caught(() => secrets.handle('nonsense'))).code).to.equal('INVALID_REFERENCE');
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await secrets.close();
    expect(handle.current).to.equal(undefined);
    expect((await caught(handle.ready())).code).to.equal('CLOSED');
    expect((await caught(handle.use(() => undefined))).code).to.equal('CLOSED');
  });

  it('is not made of secrets that were closed', async () => {
    await secrets.close();
    expect((await caught(() => secrets.handle('secret/a'))).code).to.equal('CLOSED');
  });

  describe('used', () => {
    /** A database that knows one password. */
    const database = (password: string) => {
      const tried: string[] = [];
      const log = (value: Secret) => {
        tried.push(value.reveal());
        if (value.reveal() !== password) throw refusal;
        return 'rows';
      };
      return { tried, log };
    };

    it('calls the function with the value', async () => {
      const { log, tried } = database('first');
      expect(await secrets.handle('secret/a').use(log, { isRefused })).to.equal('rows');
      expect(tried).to.deep.equal(['first']);
    });

    it('reads the secret anew when it is refused, and calls once more with the other version', async () => {
      const handle = secrets.handle('secret/a');
      await handle.ready();
      vault.answer = 'second';
      const { log, tried } = database('second');
      expect(await handle.use(log, { isRefused })).to.equal('rows');
      expect(tried).to.deep.equal(['first', 'second']);
    });

    it('calls once, whatever the error, when nothing says which one is a refusal', async () => {
      const handle = secrets.handle('secret/a');
      const { log, tried } = database('second');
      vault.answer = 'first';
      expect(await handle.use(() => 'rows')).to.equal('rows');
      vault.answer = 'second';
      expect(await handle.use(log).catch((error: unknown) => error)).to.equal(refusal);
      expect(tried).to.deep.equal(['first']);
    });

    const mistakes: readonly [what: string, args: readonly unknown[], message: string][] = [
      ['nothing to call', [], 'What is to be called with the value is no function. Pass a function.'],
      [
        'a function for options',
        [() => 1, () => true],
        'The options of use are no object. Pass { isRefused: (error) => … }.',
      ],
      ['no options', [() => 1, null], 'The options of use are no object. Pass { isRefused: (error) => … }.'],
      [
        'an option of another name',
        [() => 1, { isRefuse: () => true }],
        '"isRefuse" is not among the options of use. Did you mean "isRefused"?',
      ],
      [
        'an answer for a question',
        [() => 1, { isRefused: true }],
        '"isRefused" is no function. Pass a function.',
      ],
      [
        'the version before after no refusal',
        [() => 1, { previous: true }],
        '"previous" counts only after a refusal. Say with "isRefused" which error is one.',
      ],
    ];

    for (const [what, args, message] of mistakes) {
      it(`refuses ${what}`, async () => {
        const handle = secrets.handle('secret/a');
        const error = await caught(
          (handle.use as (...args: readonly unknown[]) => Promise<unknown>).apply(handle, [...args]),
        );
        expect(error.code).to.equal('INVALID_CONFIG');
        expect(error.message).to.equal(message);
      });
    }

    it('reads once for all who are refused at the same time', async () => {
      const handle = secrets.handle('secret/a');
      await handle.ready();
      vault.answer = 'second';
      const { log } = database('second');
      await Promise.all([1, 2, 3, 4].map(() => handle.use(log, { isRefused })));
      expect(vault.asked).to.have.length(2);
    });

    it('throws the refusal when there is no other version, and does not read this one again for 30 seconds', async () => {
      const handle = secrets.handle('secret/a');
      await handle.ready();
      const { log, tried } = database('unknown');
      const outcome = () => handle.use(log, { isRefused }).catch((error: unknown) => error);
      expect(await outcome()).to.equal(refusal);
      expect(await outcome()).to.equal(refusal);
      expect(tried).to.deep.equal(['first', 'first']);
      expect(vault.asked).to.have.length(2);
      await clock.advance(30_000);
      await outcome();
      expect(vault.asked).to.have.length(3);
    });

    it('throws every other error at once', async () => {
      const other = new Error('table is missing');
      const handle = secrets.handle('secret/a');
      const outcome = await handle
        .use(() => Promise.reject(other), { isRefused })
        .catch((error: unknown) => error);
      expect(outcome).to.equal(other);
      expect(vault.asked).to.have.length(1);
    });

    it('throws the refusal when the secret cannot be read anew', async () => {
      const handle = secrets.handle('secret/a');
      await handle.ready();
      vault.answer = down;
      expect(await handle.use(database('x').log, { isRefused }).catch((error: unknown) => error)).to.equal(
        refusal,
      );
    });

    describe('with the version before', () => {
      const versions: Record<string, string | Error> = {};
      let newest: string;

      beforeEach(async () => {
        newest = 'v1';
        Object.assign(versions, { v1: 'old', v2: 'new' });
        const store = {
          name: 'vault',
          supports: { versions: true },
          find: async ({ version = newest }: { version?: string }) => {
            const value = versions[version];
            if (value instanceof Error) throw value;
            return value === undefined ? undefined : { value, name: 'a', version };
          },
        };
        await secrets.close();
        secrets = createSecrets({ backends: [guarded(store, { clock })], clock, random: () => 0 });
      });

      const rotated = async () => {
        const handle = secrets.handle('secret/a');
        await handle.ready();
        await settled();
        newest = 'v2';
        await clock.advance(4 * MINUTE);
        expect(handle.current?.reveal()).to.equal('new');
        return handle;
      };

      it('tries it when asked to, while the store serves it', async () => {
        const handle = await rotated();
        const { log, tried } = database('old');
        expect(await handle.use(log, { isRefused, previous: true })).to.equal('rows');
        expect(tried).to.deep.equal(['new', 'old']);
      });

      it('does not try it when not asked to', async () => {
        const handle = await rotated();
        const { log } = database('old');
        expect(await handle.use(log, { isRefused }).catch((error: unknown) => error)).to.equal(refusal);
      });

      it('does not try one that is disabled', async () => {
        const handle = await rotated();
        versions.v1 = denied;
        const { log, tried } = database('old');
        expect(
          await handle.use(log, { isRefused, previous: true }).catch((error: unknown) => error),
        ).to.equal(refusal);
        expect(tried).to.deep.equal(['new']);
      });
    });
  });
});
