import { parentPort, workerData } from 'node:worker_threads';
import type { Core } from './core-under-test.js';
import { playHistory } from './history.js';
import { collectRejections } from './rejections.js';

/** What a worker is asked to do. */
export interface WorkerTask {
  /** @default the build of this repository */
  readonly coreUrl?: string | undefined;
  readonly seeds: readonly number[];
  /** Whether what happens in them is written down. @default false */
  readonly isTraced?: boolean;
}

export interface WorkerReport {
  readonly histories: number;
  readonly events: number;
  /** What happened, line by line. */
  readonly lines: readonly string[];
  /** The first history that broke an invariant. */
  readonly broken?: { readonly seed: number; readonly invariant: string; readonly detail: string };
}

const { coreUrl = '@chatelaine/core', seeds, isTraced = false } = workerData as WorkerTask;
const core = (await import(coreUrl)) as Core;
collectRejections();
let histories = 0;
let events = 0;
const lines: string[] = [];
let broken: WorkerReport['broken'];
for (const seed of seeds) {
  const result = await playHistory(core, seed, isTraced);
  histories += 1;
  events += result.events;
  lines.push(...(result.lines ?? []));
  if (result.violation !== undefined) {
    broken = { seed, ...result.violation };
    break;
  }
}
const report: WorkerReport = { histories, events, lines, ...(broken && { broken }) };
parentPort?.postMessage(report);
