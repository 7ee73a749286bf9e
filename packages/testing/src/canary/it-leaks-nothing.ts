import type { LeakCheck } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import { formatLeak } from './leak.js';

/** How a test is defined: `it` of mocha, and of every runner whose `it` takes a name and a function. */
export type DefineTest = (name: string, test: (this: unknown) => Promise<void>) => unknown;

/**
 * Defines the test that a provider leaks nothing: call it inside a `describe`.
 *
 * @throws Error in the test, with every leak in a line, when there is one, and when nothing of the store was ever found
 */
export function itLeaksNothing(check: LeakCheck, define: DefineTest = globalIt()): void {
  define('leaks no part of a secret, in success and in every failure', async function () {
    allowTime(this);
    const { leaks, foreign, runs } = await findLeaks(check);
    if (leaks.length > 0) throw new Error(`A secret leaks:\n${leaks.map(formatLeak).join('\n')}`);
    if (foreign.length > 0)
      throw new Error(`Something that is no SecretsError is thrown:\n${foreign.join('\n')}`);
    const [first] = runs;
    if ((first?.outcomes.found ?? 0) === 0) throw new Error('Nothing was found, so that nothing is shown.');
  });
}

function globalIt(): DefineTest {
  const { it } = globalThis as { readonly it?: DefineTest };
  if (it === undefined) throw new Error('No "it" is there: pass the one of your test runner.');
  return it;
}

/** Mocha's deadline for a test is short of what many failures take. */
function allowTime(context: unknown): void {
  const { timeout } = (context ?? {}) as { readonly timeout?: unknown };
  if (typeof timeout === 'function') timeout.call(context, 120_000);
}
