import { expect } from 'chai';
import type { FuzzResult } from './run-fuzz.js';
import { FUZZ_KINDS, runFuzz } from './run-fuzz.js';

/** Of all kinds together; fewer where it is only looked at what they reach. */
const INPUTS = Number(process.env.CHATELAINE_FUZZ_INPUTS ?? 100_000);
const WITHIN_MS = 120_000;

describe('Random input', function () {
  this.timeout(600_000);
  const results: (FuzzResult & { readonly kind: string; readonly ms: number })[] = [];

  for (const [kind, share] of FUZZ_KINDS) {
    it(`${kind.name}: nothing but SecretsErrors without any part of them`, async () => {
      const started = performance.now();
      const result = await runFuzz(kind, INPUTS * share);
      results.push({ kind: kind.name, ...result, ms: performance.now() - started });
      expect(result.accepted / result.inputs, 'the share that is accepted').to.be.at.least(0.3);
    });
  }

  it('is 100,000 inputs within two minutes of this process', () => {
    expect(results.reduce((sum, { inputs }) => sum + inputs, 0)).to.equal(INPUTS);
    expect(results.reduce((sum, { ms }) => sum + ms, 0)).to.be.at.most(WITHIN_MS);
  });

  after(() => {
    for (const { kind, inputs, accepted, codes, ms } of results) {
      const share = Math.round((accepted / inputs) * 100);
      const thrown = Object.entries(codes).map(([code, times]) => `${code} ${times}`);
      console.log(
        `    ${kind}: ${inputs} in ${Math.round(ms / 1000)} s, ${share} % accepted; ${thrown.join(', ')}`,
      );
    }
  });
});
