import { tracingChannel } from 'node:diagnostics_channel';
import type { ChainStep } from './chain-step.js';
import type { Resolution } from './resolution.js';
import type { SecretRef } from './secret-ref.js';

/** What a subscriber of the tracing channel `chatelaine:find` receives: never a value. */
export interface FindTrace {
  readonly ref: SecretRef;
  /** What each backend said; set when the read has ended. */
  steps?: readonly ChainStep[];
  outcome?: 'found' | 'missing' | 'failed';
}

const channel = tracingChannel<unknown, FindTrace>('chatelaine:find');

/** Publishes a read on the tracing channel; without a subscriber nothing is made. */
export function traced(ref: SecretRef, read: () => Promise<Resolution>): Promise<Resolution> {
  return channel.hasSubscribers ? publish(ref, read) : read();
}

/** Publishes each reference of a batch as a read of its own; without a subscriber nothing is made. */
export function tracedMany(
  refs: readonly SecretRef[],
  readMany: () => Promise<readonly Resolution[]>,
): Promise<readonly Resolution[]> {
  if (!channel.hasSubscribers) return readMany();
  // It begins once the beginning of each was published.
  const batch = Promise.resolve().then(readMany);
  return Promise.all(refs.map((ref, index) => publish(ref, async () => (await batch)[index] as Resolution)));
}

async function publish(ref: SecretRef, read: () => Promise<Resolution>): Promise<Resolution> {
  const trace: FindTrace = { ref };
  let resolution: Resolution | undefined;
  await channel.tracePromise(async () => {
    resolution = await read();
    trace.steps = resolution.steps;
    trace.outcome = resolution.error ? 'failed' : resolution.answer ? 'found' : 'missing';
  }, trace);
  return resolution as Resolution;
}
