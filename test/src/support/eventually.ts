import { setImmediate } from 'node:timers/promises';

/** Asks again and again, each time after the last answer, until the answer is one: the test's own limit ends it. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    // An answer from memory would leave no time for anything else to happen.
    await setImmediate();
  }
}
