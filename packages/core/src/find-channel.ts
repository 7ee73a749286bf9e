import { tracingChannel } from 'node:diagnostics_channel';
import type { CacheState } from './cache/cache-state.js';
import { cacheStateOf } from './cache/cache-state.js';
import type { ChainRead } from './cache/read-cache.js';
import type { ChainStep } from './chain-step.js';
import type { SecretsErrorCode } from './errors.js';
import { SecretsError } from './errors.js';
import type { Resolution } from './resolution.js';
import type { SecretKind, SecretRef } from './secret-ref.js';

/** What a subscriber of the tracing channel `chatelaine:find` receives: never a value. */
export interface FindTrace {
  readonly ref: SecretRef;
  readonly kind: SecretKind;
  /** Whether nobody waits: a refresh of what is kept, or of a handle. */
  readonly background: boolean;
  /** What the cache held when the read began. */
  readonly cache: CacheState['state'] | 'nothing';
  /** How old that was, in milliseconds. */
  readonly ageMs?: number;
  /** 1, and one more for each read of the reference before it in a row that time may heal. */
  readonly attempt: number;
  /** What each backend said; set when the read has ended, unless `close()` cut it short. */
  steps?: readonly ChainStep[];
  /** Set when the read has ended, as the next two. */
  outcome?: 'found' | 'missing' | 'failed';
  /** The label of the backend that answered, or whose failure ended the read. */
  backend?: string;
  /** The failure. */
  code?: SecretsErrorCode;
}

const channel = tracingChannel<unknown, FindTrace>('chatelaine:find');

/** Publishes a read on the tracing channel; without a subscriber nothing is made. */
export function traced(
  read: ChainRead,
  now: () => number,
  resolve: () => Promise<Resolution>,
): Promise<Resolution> {
  return channel.hasSubscribers ? publish(traceOf(read, now()), resolve) : resolve();
}

/** Publishes each reference of a batch as a read of its own; without a subscriber nothing is made. */
export function tracedMany(
  reads: readonly ChainRead[],
  now: () => number,
  resolveMany: () => readonly Promise<Resolution>[],
): readonly Promise<Resolution>[] {
  if (!channel.hasSubscribers) return resolveMany();
  // It begins once the beginning of each was published.
  const batch = Promise.resolve().then(resolveMany);
  return reads.map((read, index) =>
    publish(traceOf(read, now()), async () => (await batch)[index] as Promise<Resolution>),
  );
}

async function publish(trace: FindTrace, resolve: () => Promise<Resolution>): Promise<Resolution> {
  let resolution: Resolution | undefined;
  await channel.tracePromise(async () => {
    resolution = await ended(trace, resolve);
  }, trace);
  return resolution as Resolution;
}

/** Writes down how a read ended, also when it was cut short. */
async function ended(trace: FindTrace, resolve: () => Promise<Resolution>): Promise<Resolution> {
  try {
    const resolution = await resolve();
    const { error, answer, steps } = resolution;
    const backend = error === undefined ? answer?.origin.backend : error.backend;
    trace.steps = steps;
    trace.outcome = error ? 'failed' : answer ? 'found' : 'missing';
    if (backend !== undefined) trace.backend = backend;
    if (error !== undefined) trace.code = error.code;
    return resolution;
  } catch (error) {
    trace.outcome = 'failed';
    if (SecretsError.is(error)) trace.code = error.code;
    throw error;
  }
}

function traceOf({ ref, background, attempt, kept }: ChainRead, now: number): FindTrace {
  const { state: cache = 'nothing', ageMs } = cacheStateOf(kept, now) ?? {};
  const { kind } = ref;
  return { ref, kind, background, attempt, cache, ...(ageMs === undefined ? {} : { ageMs }) };
}
