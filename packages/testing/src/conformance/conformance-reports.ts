import type { ConformanceReport } from './conformance-report.js';

const reports = new Map<string, ConformanceReport>();

/** Keeps the report of a suite that is over. */
export function noteReport(report: ConformanceReport): void {
  reports.set(report.provider, report);
}

/** What the suites of this process came to so far, for a page that tells of it. */
export function conformanceReports(): readonly ConformanceReport[] {
  return [...reports.values()];
}
