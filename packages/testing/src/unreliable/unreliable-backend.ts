import type {
  Clock,
  FindOptions,
  ListQuery,
  SecretChange,
  SecretListing,
  SecretsBackend,
} from '@chatelaine/core';
import { SecretsError, systemClock, withDeadline, wrapBackend } from '@chatelaine/core';
import { type Fault, faultError } from './fault.js';
import { FaultPlan, type FaultPlanOptions } from './fault-plan.js';

/** Options of `unreliable`. */
export interface UnreliableOptions extends FaultPlanOptions {
  /** @default the inner backend's name */
  readonly name?: string;
  /** Moves the time that calls take. @default the system's clock */
  readonly clock?: Clock;
}

/** A call that was made, and what happened to it. */
export interface UnreliableCall {
  readonly method: string;
  readonly fault: Fault;
}

/** A backend that fails as it is told to, and else answers as the one inside. */
export interface UnreliableBackend extends SecretsBackend {
  /** Every call so far, in order. */
  readonly calls: readonly UnreliableCall[];
  /** Has the next calls go wrong, one fault each, before all other faults that are still to come. */
  fail(...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** Puts a backend behind faults and waiting times, which are the same in every run with the same options. */
export function unreliable(inner: SecretsBackend, options: UnreliableOptions = {}): UnreliableBackend {
  const { name = inner.name, clock = systemClock } = options;
  const plan = new FaultPlan(options);
  const calls: UnreliableCall[] = [];
  const closing = new AbortController();

  const suffer = async (method: string, { signal }: FindOptions): Promise<void> => {
    checkOpen(closing.signal, name);
    const { fault, waitMs } = plan.next();
    calls.push({ method, fault });
    const signals = [signal, closing.signal];
    try {
      await withDeadline({ ms: undefined, signals, subject: name }, (inside) =>
        endured(fault, waitMs, clock, inside),
      );
    } catch (error) {
      checkOpen(closing.signal, name);
      throw error;
    }
    if (fault !== 'none' && fault !== 'hang') throw faultError(fault, name);
  };

  const wrapped = wrapBackend(inner, {
    name,
    around: async (method, call, callOptions) => {
      await suffer(method, callOptions);
      return call(callOptions);
    },
  });
  const { list, watch } = inner;
  return {
    ...wrapped,
    ...(list && {
      list: (query: ListQuery, callOptions: FindOptions) =>
        after(
          () => suffer('list', callOptions),
          () => list.call(inner, query, callOptions),
        ),
    }),
    ...(watch && {
      watch: (callOptions: FindOptions) =>
        after(
          () => suffer('watch', callOptions),
          () => watch.call(inner, callOptions),
        ),
    }),
    calls,
    fail: (...faults) => plan.first(faults),
    close: async () => {
      closing.abort();
      await inner.close?.();
    },
  };
}

/** The time that a call takes; one that hangs takes all there is. */
function endured(fault: Fault, ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (fault === 'hang') return new Promise(() => undefined);
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', clock.after(ms, resolve), { once: true });
  });
}

async function* after<T extends SecretListing | SecretChange>(
  suffer: () => Promise<void>,
  entries: () => AsyncIterable<T>,
): AsyncGenerator<T, undefined> {
  await suffer();
  yield* entries();
  return undefined;
}

function checkOpen(closing: AbortSignal, backend: string): void {
  if (closing.aborted) throw new SecretsError('CLOSED', `${backend}: was closed.`, { backend });
}
