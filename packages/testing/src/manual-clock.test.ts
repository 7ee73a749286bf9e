import { expect } from 'chai';
import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('moves when it is told to, and calls what is due in its order, each at its own time', async () => {
    const clock = new ManualClock(0);
    const calls: (readonly [string, number])[] = [];
    clock.after(20, () => calls.push(['later', clock.now()]));
    clock.after(10, () => calls.push(['sooner', clock.now()]));
    clock.after(30, () => calls.push(['not yet', clock.now()]));
    await clock.advance(25);
    expect(calls).to.deep.equal([
      ['sooner', 10],
      ['later', 20],
    ]);
    expect(clock.now()).to.equal(25);
    expect(clock.pending).to.equal(1);
  });

  it('does not call what was cancelled', async () => {
    const clock = new ManualClock(0);
    const calls: string[] = [];
    clock.after(10, () => calls.push('cancelled'))();
    await clock.advance(10);
    expect(calls).to.deep.equal([]);
  });

  it('lets what follows from a call happen before the next', async () => {
    const clock = new ManualClock(0);
    const calls: number[] = [];
    const again = (): void => {
      calls.push(clock.now());
      void Promise.resolve().then(() => clock.after(10, again));
    };
    clock.after(10, again);
    await clock.advance(30);
    expect(calls).to.deep.equal([10, 20, 30]);
  });
});
