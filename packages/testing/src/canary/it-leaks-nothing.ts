import type { LeakCheck } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';
import { formatLeak } from './leak.js';

const SHOWN = 40;

/** How a test is defined: `it` of mocha, and of every runner whose `it` takes a name and a function. */
export type DefineTest = (name: string, test: (this: unknown) => Promise<void>) => unknown;

/**
 * Defines the test that a provider leaks nothing: call it inside a `describe`.
 *
 * @throws Error in the test, with a leak in a line, when there is one, and when nothing of the store was ever found
 */
export function itLeaksNothing(check: LeakCheck, define: DefineTest = globalIt()): void {
  define('leaks no part of a secret, in success and in every failure', async function () {
    allowTime(this);
    const { leaks, foreign, runs } = await findLeaks(check);
    if (leaks.length > 0) throw new Error(`A secret leaks:\n${firstOf(leaks.map(formatLeak))}`);
    if (foreign.length > 0)
      throw new Error(`Something that is no SecretsError is thrown:\n${firstOf(foreign)}`);
    const [first] = runs;
    if ((first?.outcomes.found ?? 0) === 0) throw new Error('Nothing was found, so that nothing is shown.');
  });
}

/** As many lines as one reads; the rest as a number. */
function firstOf(lines: readonly string[]): string {
  const rest = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
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
