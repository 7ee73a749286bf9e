import { expect } from 'chai';
import { steadyClock } from './steady-clock.js';

describe('A steady clock', () => {
  it('stands still when the clock goes back, and goes on from there', () => {
    let now = 1_000;
    const clock = steadyClock({ now: () => now, after: () => () => undefined });
    const seen = [1_000, 1_500, 200, 300, 250, 260].map((next) => {
      now = next;
      return clock.now();
    });
    expect(seen).to.deep.equal([1_000, 1_500, 1_500, 1_600, 1_600, 1_610]);
  });

  it('hands on what a timer is for', () => {
    const seen: unknown[] = [];
    const after = (_ms: number, _callback: () => void, options?: object) => {
      seen.push(options);
      return () => undefined;
    };
    for (const monotonic of [undefined, () => 1]) {
      const clock = steadyClock({ now: () => 1, after, ...(monotonic === undefined ? {} : { monotonic }) });
      clock.after(1, () => undefined, { background: true });
    }
    expect(seen).to.deep.equal([{ background: true }, { background: true }]);
  });

  it('never goes back, whatever becomes of what tells the time that has elapsed', () => {
    let elapsed = 500_000;
    const clock = steadyClock({ now: () => 1_000, monotonic: () => elapsed, after: () => () => undefined });
    elapsed += 10;
    expect(clock.now()).to.equal(1_010);
    elapsed = 0;
    expect(clock.now()).to.equal(1_010);
    elapsed += 5;
    expect(clock.now()).to.equal(1_015);
  });

  it('loses no time where the clock can tell what has elapsed, however it is set', () => {
    let now = 1_000;
    let elapsed = 50;
    const clock = steadyClock({ now: () => now, monotonic: () => elapsed, after: () => () => undefined });
    now = 200;
    elapsed += 700;
    expect(clock.now()).to.equal(1_700);
    now = 9_000_000;
    elapsed += 1;
    expect(clock.now()).to.equal(1_701);
  });
});
