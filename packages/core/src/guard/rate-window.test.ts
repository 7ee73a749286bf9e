import { expect } from 'chai';
import fc from 'fast-check';
import { RateWindow } from './rate-window.js';

describe('A rate window', () => {
  it('lets a burst of the whole limit start, and the next one when the oldest has left the span', () => {
    const window = new RateWindow({ requests: 3, perMs: 100 });
    for (const now of [0, 10, 20]) {
      expect(window.freeAt).to.be.at.most(now);
      window.started(now);
    }
    expect(window.freeAt).to.equal(100);
    window.started(100);
    expect(window.freeAt).to.equal(110);
  });

  it('takes a limit that is no whole number for the next smaller one', () => {
    const window = new RateWindow({ requests: 1.9, perMs: 100 });
    window.started(0);
    expect(window.freeAt).to.equal(100);
  });

  it('never lets more than the limit into any span, however starts are spread', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, requests) => {
          const window = new RateWindow({ requests, perMs: 100 });
          let now = 0;
          const starts = gaps.map((gap) => {
            now = Math.max(now + gap, window.freeAt);
            window.started(now);
            return now;
          });
          for (const start of starts) {
            const inSpan = starts.filter((other) => other >= start && other < start + 100);
            expect(inSpan.length).to.be.at.most(requests);
          }
        },
      ),
    );
  });
});
