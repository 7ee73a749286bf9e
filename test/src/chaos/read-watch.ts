import { channel } from 'node:diagnostics_channel';
import type { FindTrace, SecretsError } from '@chatelaine/core';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Watches the reads of what is kept, and knows how long each reference that failed is left alone. */
export class ReadWatch {
  readonly #start = channel('tracing:chatelaine:find:start');
  readonly #end = channel('tracing:chatelaine:find:asyncEnd');
  readonly #startedAt = new WeakMap<FindTrace, number>();
  /** The reads in a row that failed, by id. */
  readonly #failing = new Map<string, { readonly reads: number; readonly pauseMs: number }>();
  #since = Number.POSITIVE_INFINITY;
  readonly #failuresSince = new Map<string, number>();

  constructor() {
    this.#start.subscribe(this.#began);
    this.#end.subscribe(this.#ended);
  }

  /** The longest pause before a reference is asked for again, in milliseconds. */
  get pauseMs(): number {
    return Math.max(0, ...[...this.#failing.values()].map(({ pauseMs }) => pauseMs));
  }

  /** Counts the failures of reads that begin from now on and ask the store. */
  countFromNow(): void {
    this.#since = performance.now();
    this.#failuresSince.clear();
  }

  /** How many of those there were of one reference at most. */
  get failures(): number {
    return Math.max(0, ...this.#failuresSince.values());
  }

  stop(): void {
    this.#start.unsubscribe(this.#began);
    this.#end.unsubscribe(this.#ended);
  }

  readonly #began = (message: unknown): void => {
    this.#startedAt.set(message as FindTrace, performance.now());
  };

  readonly #ended = (message: unknown): void => {
    const trace = message as FindTrace;
    const { id } = trace.ref;
    if (!id.startsWith('kept-')) return;
    if (trace.outcome !== 'failed') {
      this.#failing.delete(id);
      return;
    }
    const reads = (this.#failing.get(id)?.reads ?? 0) + 1;
    this.#failing.set(id, { reads, pauseMs: this.#pauseAfter(trace, reads) });
    // What says when to come back did not ask the store, or is a throttling that is over by now.
    if (failureOf(trace.steps)?.retryAfterMs !== undefined) return;
    if ((this.#startedAt.get(trace) ?? 0) >= this.#since)
      this.#failuresSince.set(id, (this.#failuresSince.get(id) ?? 0) + 1);
  };

  /** Doubling after what time may heal; for a backend that is left alone no longer than that, or a second. */
  #pauseAfter({ steps }: FindTrace, reads: number): number {
    const error = failureOf(steps);
    if (error?.retryable !== true) return 0;
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** (reads - 1));
    const { code, retryAfterMs } = error;
    if (code !== 'UNAVAILABLE' || retryAfterMs === undefined) return pause;
    return Math.min(pause, Math.max(FIRST_MS, retryAfterMs));
  }
}

function failureOf(steps: FindTrace['steps']): SecretsError | undefined {
  return steps?.find(({ error }) => error !== undefined)?.error;
}
