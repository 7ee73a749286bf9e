import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerReport, WorkerTask } from './history-worker.js';

/** How many seeds a worker is given at a time. */
const BATCH = 250;

/** Plays the histories of so many seeds, from 0, on all processors, and ends at the first that breaks an invariant. */
export async function playHistories(most: number, coreUrl?: string): Promise<WorkerReport> {
  const batches = Array.from({ length: Math.ceil(most / BATCH) }, (_, index) =>
    Array.from({ length: Math.min(BATCH, most - index * BATCH) }, (_seed, place) => index * BATCH + place),
  );
  let sum: WorkerReport = { histories: 0, events: 0, lines: [] };
  const work = async () => {
    for (let seeds = batches.shift(); seeds !== undefined && !sum.broken; seeds = batches.shift()) {
      const { histories, events, broken } = await inWorker({ coreUrl, seeds });
      const first = sum.broken ?? broken;
      sum = {
        histories: sum.histories + histories,
        events: sum.events + events,
        lines: [],
        ...(first && { broken: first }),
      };
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), batches.length) }, work));
  return sum;
}

/** Plays the one history of a seed, and tells what happened in it. */
export function traceHistory(seed: number): Promise<WorkerReport> {
  return inWorker({ seeds: [seed], isTraced: true });
}

function inWorker(task: WorkerTask): Promise<WorkerReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./history-worker.js', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('A worker ended without a report.')));
  });
}
