import type { BackendCapabilities } from './backend-harness.js';

/** A case that could not be tried, and why. */
export interface UntestedCase {
  readonly name: string;
  readonly reason: string;
}

/** What a run of the suite came to. */
export interface ConformanceReport {
  readonly provider: string;
  readonly testedAgainst: string;
  readonly capabilities: BackendCapabilities;
  /** The cases that passed, each as topic and sentence. */
  readonly passed: readonly string[];
  /** The cases that failed. */
  readonly failed: readonly FailedCase[];
  readonly notTested: readonly UntestedCase[];
}

export interface FailedCase {
  readonly name: string;
  readonly error: unknown;
}
