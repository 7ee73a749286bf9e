import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';

const refusal = new Error('password authentication failed');
const isRefused = (error: unknown) => error === refusal;
const CLOSED = 'The handle of secret/a was closed. Make another one with secrets.handle, or close it later.';

describe('A handle that is closed', () => {
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

  it('reads nothing any more, and says that it was closed', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    handle.close();
    const called: unknown[] = [];
    for (const call of [() => handle.ready(), () => handle.use((value) => called.push(value))]) {
      const error = await caught(call);
      expect(error).to.include({ code: 'CLOSED', message: CLOSED });
      expect(error.ref).to.include({ kind: 'secret', id: 'a' });
    }
    expect(called).to.deep.equal([]);
    expect(handle.current).to.equal(undefined);
    expect(await handle.changes.next()).to.deep.equal({ done: true, value: undefined });
    expect(vault.asked).to.have.length(1);
    expect((await secrets.getSecret('a')).reveal(), 'the secrets go on').to.equal('first');
  });

  it('ends the waits that are under way at once', async () => {
    const release = vault.hold();
    const handle = secrets.handle('secret/a');
    const called: unknown[] = [];
    const waits = [caught(handle.ready()), caught(handle.use((value) => called.push(value)))];
    await settled();
    handle.close();
    for (const error of await Promise.all(waits)) expect(error.message).to.equal(CLOSED);
    release();
    await settled();
    expect(called).to.deep.equal([]);
  });

  it('stops the read of its waiters where nothing is kept', async () => {
    await secrets.close();
    secrets = createSecrets({ backends: [guarded(vault, { clock, retry: false })], clock, cache: false });
    vault.hold();
    const handle = secrets.handle('secret/a');
    const wait = caught(handle.ready());
    await settled();
    expect(vault.running).to.equal(1);
    handle.close();
    await wait;
    await settled();
    expect(vault.running).to.equal(0);
  });

  it('with the secrets says so, to who waits as well', async () => {
    vault.hold();
    const handle = secrets.handle('secret/a');
    const wait = caught(handle.ready());
    await settled();
    await secrets.close();
    for (const error of [await wait, await caught(handle.ready())]) {
      expect(error.code).to.equal('CLOSED');
      expect(error.message).to.equal('These secrets were closed. Create new ones, or close later.');
    }
  });

  it('by who hears of the value gives that to nobody who waits', async () => {
    const handle = secrets.handle('secret/a');
    handle.onChange(() => handle.close());
    const called: unknown[] = [];
    const waits = [handle.ready(), handle.use((value) => called.push(value))];
    for (const wait of waits) expect((await caught(wait)).code).to.equal('CLOSED');
    expect(called).to.deep.equal([]);
  });

  it('by who hears of a value that somebody waited for gives that to nobody', async () => {
    await secrets.close();
    secrets = createSecrets({
      backends: [guarded(vault, { clock, retry: false })],
      cache: { freshMs: 0, hardMs: 700 },
      clock,
    });
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    await clock.run(800);
    vault.answer = 'second';
    handle.onChange(() => handle.close());
    expect((await caught(handle.ready())).message).to.equal(CLOSED);
  });

  it('right after a use of it began does not call the function', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    const called: unknown[] = [];
    const using = caught(handle.use((value) => called.push(value)));
    handle.close();
    expect((await using).message).to.equal(CLOSED);
    expect(called).to.deep.equal([]);
  });

  it('leaves a function that was called its result', async () => {
    const handle = secrets.handle('secret/a');
    const using = handle.use(async () => {
      handle.close();
      await settled();
      return 'rows';
    });
    expect(await using).to.equal('rows');
  });

  it('reads nothing for a function that is refused, and calls it no more', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    const tried: string[] = [];
    const close = (value: { reveal(): string }) => {
      tried.push(value.reveal());
      handle.close();
      throw refusal;
    };
    vault.answer = 'second';
    const outcome = handle.use(close, { isRefused }).catch((error: unknown) => error);
    expect(await outcome).to.equal(refusal);
    expect(tried).to.deep.equal(['first']);
    expect(vault.asked).to.have.length(1);
  });

  it('by who hears of the version instead of the one that was refused calls the function no more', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    handle.onChange(() => handle.close());
    vault.answer = 'second';
    const tried: string[] = [];
    const using = handle.use(
      (value) => {
        tried.push(value.reveal());
        throw refusal;
      },
      { isRefused },
    );
    expect(await using.catch((error: unknown) => error)).to.equal(refusal);
    expect(tried).to.deep.equal(['first']);
  });

  it('ends the wait for the version instead of the one that was refused', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    const release = vault.hold();
    vault.answer = 'second';
    const tried: string[] = [];
    const outcome = handle.use(
      (value) => {
        tried.push(value.reveal());
        throw refusal;
      },
      { isRefused },
    );
    await settled();
    expect(vault.running).to.equal(1);
    handle.close();
    expect(await outcome.catch((error: unknown) => error)).to.equal(refusal);
    release();
    await settled();
    expect(tried).to.deep.equal(['first']);
  });
});
