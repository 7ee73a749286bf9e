import { expect } from 'chai';
import { durationMs } from './duration.js';

describe('A duration', () => {
  it('carries its unit, or is milliseconds already', () => {
    expect(['250ms', '2s', '5m', 1_500].map(durationMs)).to.deep.equal([250, 2_000, 300_000, 1_500]);
  });
});
