import type { FindOptions, SecretListing } from '../backend.js';
import type { Guard } from './guard.js';

/** Gives a list on, with the deadline of a call for each step of it; leaving it early ends it. */
export async function* listInSteps(
  guard: Guard,
  { signal, ...options }: FindOptions,
  list: (options: FindOptions) => AsyncIterable<SecretListing>,
): AsyncGenerator<SecretListing, void, undefined> {
  const left = new AbortController();
  const inside = { ...options, signal: AbortSignal.any([signal, left.signal]) };
  const steps = await guard.step(signal, async () => list(inside)[Symbol.asyncIterator]());
  try {
    for (;;) {
      const step = await guard.step(signal, () => steps.next());
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    left.abort();
    // A step that never ends would keep a generator from returning; it was told to stop.
    Promise.resolve(steps.return?.()).catch(() => undefined);
  }
}
