import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@chatelaine/testing';
import { expect } from 'chai';
import { watchFiles } from './watch-files.js';

describe('The watch of a mounted folder', () => {
  let root: string;
  let clock: ManualClock;
  let stopping: AbortController;
  let system: FSWatcher;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mount-watch-'));
    clock = new ManualClock();
    stopping = new AbortController();
    system = watch(root);
  });
  afterEach(async () => {
    stopping.abort();
    system.close();
    await rm(root, { recursive: true });
    expect(clock.pending, 'timers that are left').to.equal(0);
  });

  const begin = () => watchFiles({ root, backend: 'mount', clock, signal: stopping.signal });
  const waiting = async () => {
    while (clock.pending === 0) await new Promise(setImmediate);
  };
  const write = async (name: string) => {
    const told = once(system, 'change');
    await writeFile(join(root, name), 'x');
    await told;
  };

  it('looks 100 ms after a change, once for all that come until then', async () => {
    const changes = begin();
    expect(await changes.next()).to.deep.equal({ done: false, value: {} });
    let isTold = false;
    const next = changes.next().finally(() => {
      isTold = true;
    });
    await write('a');
    await waiting();
    await clock.advance(99);
    await write('b');
    expect(isTold).to.equal(false);
    await clock.advance(1);
    const names = [(await next).value?.name, (await changes.next()).value?.name];
    expect(names).to.have.members(['a', 'b']);
  });

  it('ends without a look when it is told to while it waits', async () => {
    const changes = begin();
    await changes.next();
    const next = changes.next();
    await write('a');
    await waiting();
    stopping.abort();
    expect(await next).to.deep.equal({ done: true, value: undefined });
  });
});
