import { expect } from 'chai';
import { FUZZ_KINDS, runFuzz } from '../fuzz/run-fuzz.js';

/** A little of what `npm run test:fuzz` does at length. */
describe('Some random input', function () {
  this.timeout(30_000);

  for (const [kind, share] of FUZZ_KINDS) {
    it(`${kind.name}: nothing but SecretsErrors without any part of them`, async () => {
      const { accepted } = await runFuzz(kind, 500 * share);
      expect(accepted).to.be.greaterThan(0);
    });
  }
});
