import { expect } from 'chai';
import { ManualClock } from '../test-kit/manual-clock.js';
import { RetryBudget } from './retry-budget.js';

describe('A retry budget', () => {
  const spendAll = (budget: RetryBudget): number => {
    let spent = 0;
    while (budget.spend()) spent += 1;
    return spent;
  };

  it('has 10 retries at first, and then one for each ten reads', () => {
    const budget = new RetryBudget(new ManualClock());
    expect(spendAll(budget)).to.equal(10);
    for (let read = 0; read < 39; read += 1) budget.earn();
    expect(spendAll(budget)).to.equal(3);
  });

  it('saves up no more than 10, however many reads go well', () => {
    const budget = new RetryBudget(new ManualClock());
    for (let read = 0; read < 1_000; read += 1) budget.earn();
    expect(spendAll(budget)).to.equal(10);
  });

  it('gets one back every 10 seconds, for applications that read little', async () => {
    const clock = new ManualClock();
    const budget = new RetryBudget(clock);
    spendAll(budget);
    await clock.advance(9_999);
    expect(budget.spend()).to.equal(false);
    await clock.advance(1);
    expect(spendAll(budget)).to.equal(1);
  });
});
