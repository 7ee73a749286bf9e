import { expect } from 'chai';
import { createSecrets } from '../assemble.js';
import { SecretsError } from '../errors.js';
import { guarded } from '../guarded.js';
import type { Secrets } from '../secrets.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { ScriptedBackend } from '../test-kit/scripted-backend.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const denied = new SecretsError('ACCESS_DENIED', 'vault: no.');
const down = new SecretsError('UNAVAILABLE', 'vault: down.');

describe('The value of a handle', () => {
  let clock: ManualClock;
  let vault: ScriptedBackend;
  let secrets: Secrets;
  /** How far the clock that is seen was set forward. */
  let ahead: number;

  beforeEach(() => {
    clock = new ManualClock();
    vault = new ScriptedBackend('vault', 'first');
    ahead = 0;
    const seen = {
      now: () => clock.now() + ahead,
      after: (ms: number, call: () => void) => clock.after(ms, call),
    };
    const plain = { clock: seen, retry: false, breaker: false, denials: false } as const;
    secrets = createSecrets({ backends: [guarded(vault, plain)], clock: seen, random: () => 0 });
  });

  afterEach(async () => {
    await secrets.close();
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  it('is gone at its hard age, while a read hangs as well', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    vault.answer = down;
    await clock.run(HOUR - 5_000);
    expect(handle.current?.reveal()).to.equal('first');
    vault.hold();
    await clock.run(5_000);
    expect(handle.current).to.equal(undefined);
  });

  it('is gone past its fresh age once somebody else was told that it is denied', async () => {
    const handle = secrets.handle('secret/a');
    await handle.ready();
    await settled();
    vault.answer = down;
    await clock.run(8 * MINUTE);
    expect(handle.current?.reveal()).to.equal('first');
    vault.answer = denied;
    await caught(secrets.getSecret('a', { fresh: true }));
    expect(handle.current).to.equal(undefined);
  });

  it('is the newer one that somebody else read, past its own fresh age, and the next refresh says so', async () => {
    const handle = secrets.handle('secret/a');
    const heard: string[] = [];
    await handle.ready();
    handle.onChange((value) => heard.push(value.reveal()));
    await settled();
    vault.answer = 'second';
    ahead = HOUR;
    await secrets.getSecret('a');
    expect(handle.current?.reveal()).to.equal('second');
    ahead = 0;
    expect(handle.current?.reveal()).to.equal('second');
    await clock.run(4 * MINUTE);
    expect(heard).to.deep.equal(['second']);
  });

  it('is refreshed in time when the clock was set back during a read', async () => {
    const release = vault.hold();
    const handle = secrets.handle('secret/a');
    ahead = -HOUR;
    release();
    await settled();
    vault.answer = 'second';
    await clock.run(4 * MINUTE);
    expect(handle.current?.reveal()).to.equal('second');
  });

  it('leaves no timer behind when a listener closes the handle', async () => {
    const handle = secrets.handle('secret/a');
    handle.onChange(() => handle.close());
    await settled();
    expect(clock.pending).to.equal(0);
  });
});
