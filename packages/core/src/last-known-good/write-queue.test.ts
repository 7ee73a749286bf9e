import { expect } from 'chai';
import { ManualClock, settled } from '../test-kit/manual-clock.js';
import { WriteQueue } from './write-queue.js';

describe('Writes', () => {
  let clock: ManualClock;
  let written: number;
  let isGood: boolean;
  let release: (() => void) | undefined;
  let isHeld: boolean;
  let queue: WriteQueue;

  beforeEach(() => {
    clock = new ManualClock();
    written = 0;
    isGood = true;
    isHeld = false;
    queue = new WriteQueue({
      clock,
      afterMs: 1_000,
      write: async () => {
        written += 1;
        if (isHeld) await new Promise<void>((resolve) => (release = resolve));
        return isGood;
      },
    });
  });

  it('come together a while after the first of many changes, however many follow', async () => {
    for (let change = 0; change < 10; change += 1) {
      queue.changed();
      await clock.advance(99);
    }
    expect(written).to.equal(0);
    await clock.advance(10);
    expect(written).to.equal(1);
    await clock.advance(60_000);
    expect(written).to.equal(1);
  });

  it('are one at a time, and one that waits', async () => {
    isHeld = true;
    for (let change = 0; change < 5; change += 1) {
      queue.changed();
      await clock.advance(1_000);
    }
    expect(written).to.equal(1);
    isHeld = false;
    release?.();
    await settled();
    expect(written).to.equal(2);
  });

  it('are tried again half a minute after one failed', async () => {
    isGood = false;
    queue.changed();
    await clock.advance(1_000);
    await clock.advance(29_999);
    expect(written).to.equal(1);
    isGood = true;
    await clock.advance(1);
    expect(written).to.equal(2);
    await clock.advance(60_000);
    expect(written).to.equal(2);
  });

  it('are done at once when flushed, after the one that runs', async () => {
    isHeld = true;
    queue.changed();
    await clock.advance(1_000);
    queue.changed();
    const flushed = queue.flush();
    isHeld = false;
    release?.();
    await flushed;
    expect(written).to.equal(2);
    expect(clock.pending).to.equal(0);
  });

  it('that run are waited for by a flush', async () => {
    isHeld = true;
    queue.changed();
    await clock.advance(1_000);
    let isFlushed = false;
    const flushed = queue.flush().then(() => {
      isFlushed = true;
    });
    await settled();
    expect(isFlushed).to.equal(false);
    release?.();
    await flushed;
  });

  it('are not done when nothing changed, and given up when the last one fails', async () => {
    await queue.flush();
    expect(written).to.equal(0);
    isGood = false;
    queue.changed();
    await queue.flush();
    expect(written).to.equal(1);
    expect(clock.pending).to.equal(0);
  });
});
