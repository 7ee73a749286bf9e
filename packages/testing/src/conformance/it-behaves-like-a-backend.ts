import type { BackendHarness } from './backend-harness.js';
import { noteReport } from './conformance-reports.js';
import { ConformanceRun, type RunnableCase } from './conformance-run.js';

/** The longest that one case may take, in milliseconds: the canary case breaks a store in many ways. */
const CASE_MS = 180_000;
const START_MS = 300_000;

/**
 * Defines the conformance suite for a backend, with mocha's `describe` and `it`: every promise of the contract is a test, and
 * what the harness cannot do is a skipped test with the reason in its name.
 *
 * @throws Error when no mocha is running
 */
export function itBehavesLikeABackend(harness: BackendHarness): void {
  if (typeof describe !== 'function' || typeof before !== 'function')
    throw new Error('No mocha is running: start the file with mocha, or call checkBackend.');
  const run = new ConformanceRun(harness);
  describe(`${harness.provider} behaves like a backend`, () => {
    before('start the store', async function () {
      this.timeout(START_MS);
      await run.start(this);
    });
    after('stop the store', async function () {
      this.timeout(START_MS);
      await run.stop();
      noteReport(run.report);
    });
    for (const topic of new Set(run.cases.map((one) => one.topic))) {
      describe(topic, () => {
        for (const one of run.cases) if (one.topic === topic) defineTest(run, one);
      });
    }
  });
}

function defineTest(run: ConformanceRun, one: RunnableCase): void {
  it(one.sentence, async function () {
    this.timeout(CASE_MS);
    const reason = await run.try(one);
    if (reason === undefined) return;
    if (this.test !== undefined) this.test.title += ` (not tested: ${reason})`;
    this.skip();
  });
}
