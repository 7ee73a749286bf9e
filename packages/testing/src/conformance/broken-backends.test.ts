import type { SecretsBackend } from '@chatelaine/core';
import { expect } from 'chai';
import { BROKEN_METHODS } from './broken-methods.test.fixture.js';
import { BROKEN_READS } from './broken-reads.test.fixture.js';
import { checkBackend } from './check-backend.js';
import type { ConformanceReport } from './conformance-report.js';
import { unreliableHarness } from './unreliable-harness.test.fixture.js';

/** The case with the canaries takes a while, and has tests of its own. */
const WITHOUT = ['A secret'];

const run = (change?: (sound: SecretsBackend) => Partial<SecretsBackend>): Promise<ConformanceReport> =>
  checkBackend(unreliableHarness(change), { caseMs: 300, without: WITHOUT });

describe('The conformance suite', () => {
  it('finds no fault with a sound backend', async () => {
    const { passed, failed } = await run();
    expect(failed.map(({ name, error }) => `${name}: ${error}`)).to.deep.equal([]);
    expect(passed.length).to.be.greaterThan(90);
  });

  for (const [fault, { breaks, caughtBy }] of Object.entries({ ...BROKEN_READS, ...BROKEN_METHODS })) {
    it(`catches a backend that ${fault}`, async () => {
      const { failed } = await run(breaks);
      expect(failed.map(({ name }) => name).filter((name) => name.startsWith(caughtBy))).to.not.deep.equal(
        [],
      );
    });
  }
});
