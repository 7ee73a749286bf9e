import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import type { CacheOptions } from '../cache/read-cache.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { WatchedBackend } from '../test-kit/watched-backend.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const down = new SecretsError('UNAVAILABLE', 'vault: down.');
const refusal = new Error('password authentication failed');
const ofApplication = new Error('a bug of the application');

describe('The refreshing of a handle', () => {
  let clock: ManualClock;
  let vault: WatchedBackend;
  let secrets: Secrets;

  const open = (cache: CacheOptions | false = {}) => {
    const plain = { clock, retry: false, breaker: false, denials: false } as const;
    secrets = createSecrets({ backends: [guarded(vault, plain)], cache, clock, random: () => 0 });
  };

  beforeEach(() => {
    clock = new ManualClock();
    vault = new WatchedBackend('vault', 'first');
  });

  afterEach(async () => {
    await secrets.close();
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  const short: readonly [what: string, cache: CacheOptions, answer: string | Error | undefined][] = [
    ['is not fresh at all', { freshMs: 0 }, 'first'],
    ['is fresh for 50 ms', { freshMs: 50 }, 'first'],
    ['is fresh for 50 ms, and of no use then', { freshMs: 50, hardMs: 50 }, 'first'],
    ['is missing, which is not remembered', { missingMs: 0 }, undefined],
  ];

  for (const [what, cache, answer] of short) {
    it(`asks once a second for what ${what}`, async () => {
      open(cache);
      vault.answer = answer;
      secrets.handle('secret/a');
      await settled();
      await clock.run(999);
      expect(vault.asked).to.have.length(1);
      await clock.run(10_000);
      expect(vault.asked).to.have.length(11);
    });
  }

  it('asks no more often near the hard age of a value whose backend is down', async () => {
    open({ freshMs: 50, hardMs: HOUR });
    const handle = secrets.handle('secret/a');
    await settled();
    vault.answer = down;
    await clock.run(HOUR - 500);
    const before = vault.asked.length;
    expect(handle.current?.reveal()).to.equal('first');
    await clock.run(500);
    expect(handle.current).to.equal(undefined);
    expect(vault.asked.length - before).to.be.at.most(1);
  });

  it('counts the second from the end of the last one', async () => {
    open({ freshMs: 0 });
    secrets.handle('secret/a');
    await settled();
    const release = vault.hold();
    await clock.run(1_000);
    await clock.run(5_000);
    expect(vault.asked, 'one that takes 5 s').to.have.length(2);
    release();
    await settled();
    await clock.run(999);
    expect(vault.asked).to.have.length(2);
    await clock.run(1);
    expect(vault.asked).to.have.length(3);
  });

  it('leaves the value at hand in between, up to its hard age', async () => {
    open({ freshMs: 0, hardMs: 700 });
    const handle = secrets.handle('secret/a');
    await settled();
    await clock.run(699);
    expect(handle.current?.reveal()).to.equal('first');
    await clock.run(1);
    expect(handle.current).to.equal(undefined);
    await clock.run(300);
    expect(handle.current?.reveal()).to.equal('first');
  });

  it('that hangs takes no value away past its fresh age, and keeps nobody waiting', async () => {
    open();
    const handle = secrets.handle('secret/a');
    await settled();
    vault.hold();
    let hanging = 0;
    for (let second = 0; second < 420; second += 1) {
      await clock.run(1_000);
      hanging += vault.running;
      expect(handle.current?.reveal()).to.equal('first');
      expect((await handle.ready()).reveal()).to.equal('first');
      expect(await handle.use((value) => value.reveal())).to.equal('first');
    }
    expect(hanging, 'seconds in which it hung').to.be.above(60);
  });

  it('holds back neither who waits, nor who was refused', async () => {
    open({ freshMs: 0 });
    const handle = secrets.handle('secret/a');
    expect((await handle.ready()).reveal()).to.equal('first');
    await settled();
    vault.answer = 'second';
    const using = handle.use(
      (value) => {
        if (value.reveal() === 'second') return 'rows';
        throw refusal;
      },
      { isRefused: (error) => error === refusal },
    );
    expect(await using).to.equal('rows');
  });

  it('does not hold back a change that a watch tells of', async () => {
    open({ freshMs: 0 });
    const handle = secrets.handle('secret/a');
    await settled();
    vault.answer = 'second';
    vault.tell({ name: 'a' });
    await settled();
    await clock.run(100);
    await settled();
    expect(handle.current?.reveal()).to.equal('second');
  });

  describe('while an observer throws', () => {
    let isThrowing: boolean;

    const observed = () => {
      isThrowing = false;
      secrets.observe(() => {
        if (isThrowing) throw ofApplication;
      });
    };

    it('rejects nothing unheard, hands nothing out, and is tried again after the usual pause', async () => {
      open();
      observed();
      isThrowing = true;
      const heard: string[] = [];
      const unheard = await rejectionsDuring(async () => {
        const handle = secrets.handle('secret/a');
        handle.onChange((value) => heard.push(value.reveal()));
        await settled();
        expect(handle.current).to.equal(undefined);
        await clock.run(999);
        expect(vault.asked).to.have.length(1);
        await clock.run(1);
        expect(vault.asked).to.have.length(2);
        await clock.run(1_999);
        expect(vault.asked).to.have.length(2);
        isThrowing = false;
        await clock.run(1);
        expect(handle.current?.reveal()).to.equal('first');
      });
      expect(heard).to.deep.equal(['first']);
      expect(unheard).to.deep.equal([]);
    });

    it('keeps the value before as long as that is fresh, and tells of the new one later', async () => {
      open();
      observed();
      const handle = secrets.handle('secret/a');
      const heard: string[] = [];
      await handle.ready();
      handle.onChange((value) => heard.push(value.reveal()));
      await settled();
      isThrowing = true;
      vault.answer = 'second';
      await clock.run(4 * MINUTE);
      expect(vault.asked).to.have.length(2);
      expect(handle.current?.reveal()).to.equal('first');
      await clock.run(2 * MINUTE);
      expect(handle.current).to.equal(undefined);
      isThrowing = false;
      await clock.run(30_000);
      expect(handle.current?.reveal()).to.equal('second');
      expect(heard).to.deep.equal(['second']);
    });

    it('leaves no value before where nothing is kept', async () => {
      open(false);
      observed();
      const handle = secrets.handle('secret/a');
      await handle.ready();
      await settled();
      isThrowing = true;
      vault.answer = 'second';
      await clock.run(30_000);
      expect(handle.current).to.equal(undefined);
    });

    it('makes no handle of what is kept, and leaves nothing of it behind', async () => {
      open();
      observed();
      await secrets.getSecret('a');
      isThrowing = true;
      expect(() => secrets.handle('secret/a')).to.throw(ofApplication);
      await settled();
      expect(vault.asked).to.have.length(1);
      isThrowing = false;
      vault.tell({ name: 'a' });
      await settled();
      await clock.run(100);
      await clock.run(HOUR);
      expect(vault.asked, 'the change is read once').to.have.length(2);
    });
  });

  it('goes on after a listener that throws, which the application hears of', async () => {
    open();
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    handle.onChange(() => {
      throw ofApplication;
    });
    const unheard = await rejectionsDuring(async () => {
      vault.answer = 'second';
      await clock.run(4 * MINUTE);
      await settled();
      vault.answer = 'third';
      await clock.run(4 * MINUTE);
      await settled();
    });
    expect(unheard).to.deep.equal([ofApplication, ofApplication]);
    expect(handle.current?.reveal()).to.equal('third');
  });
});

/** What was rejected meanwhile without anybody to hear it, in place of what the test runner makes of it. */
async function rejectionsDuring(work: () => Promise<void>): Promise<readonly unknown[]> {
  const others = process.listeners('unhandledRejection');
  const unheard: unknown[] = [];
  const listener = (reason: unknown) => unheard.push(reason);
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listener);
  try {
    await work();
    await settled();
  } finally {
    process.off('unhandledRejection', listener);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return unheard;
}
