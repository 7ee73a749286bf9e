import { expect } from 'chai';
import { DURATION, durationMs } from './duration.js';

describe('A duration', () => {
  it('carries its unit, or is milliseconds already', () => {
    expect(['250ms', '2s', '5m', 30].map(durationMs)).to.deep.equal([250, 2_000, 300_000, 30]);
  });

  it('is none without a unit, at zero, or with a fraction', () => {
    expect(['30', '0s', '1.5s', '-1s', '1h', ''].filter((text) => DURATION.test(text))).to.deep.equal([]);
  });
});
