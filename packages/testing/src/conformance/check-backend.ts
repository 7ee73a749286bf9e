import type { BackendHarness } from './backend-harness.js';
import type { ConformanceReport } from './conformance-report.js';
import { ConformanceRun } from './conformance-run.js';

export interface CheckBackendOptions {
  /** How long one case may take, in milliseconds. @default 60_000 */
  readonly caseMs?: number;
  /** The topics to leave out, for example "A secret", which takes longest. @default none */
  readonly without?: readonly string[];
}

/** Runs the conformance suite without a test runner, and gives what came of each case. */
export async function checkBackend(
  harness: BackendHarness,
  { caseMs = 60_000, without = [] }: CheckBackendOptions = {},
): Promise<ConformanceReport> {
  const run = new ConformanceRun(harness);
  await run.start({ skip: () => undefined });
  try {
    for (const one of run.cases) {
      if (without.includes(one.topic)) run.leaveOut(one);
      else await run.try(one, caseMs).catch(inTheReport);
    }
  } finally {
    await run.stop().catch(inTheReport);
  }
  return run.report;
}

/** What failed is in the report, and the others go on. */
const inTheReport = (_error: unknown): undefined => undefined;
