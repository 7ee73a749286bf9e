import { SecretsError } from '@chatelaine/core';
import { formatLeak, LeakSearch } from '@chatelaine/testing';
import fc from 'fast-check';
import { configTexts } from './config-texts.js';
import { connectionTexts } from './connection-texts.js';
import type { FuzzKind } from './fuzz-kind.js';
import { canaries } from './fuzz-kind.js';
import { optionObjects } from './option-objects.js';
import { serverAnswers } from './server-answers.js';

/** Every kind of input, and what share of all is of it. */
export const FUZZ_KINDS: readonly (readonly [FuzzKind<never>, share: number])[] = [
  [optionObjects as FuzzKind<never>, 0.25],
  [configTexts as FuzzKind<never>, 0.2],
  [connectionTexts as FuzzKind<never>, 0.35],
  [serverAnswers as FuzzKind<never>, 0.2],
];

/** What became of the inputs. */
export interface FuzzResult {
  readonly inputs: number;
  readonly accepted: number;
  /** How often each code was thrown. */
  readonly codes: Readonly<Record<string, number>>;
}

/**
 * Gives so many random inputs to what must take anything.
 *
 * @throws Error with the smallest input for which something else than a `SecretsError` was thrown, or one with a part of
 *   the input in it, and with the seed by which it is found again
 */
export async function runFuzz<Input>(kind: FuzzKind<Input>, inputs: number): Promise<FuzzResult> {
  let search = new LeakSearch(canaries);
  const codes: Record<string, number> = {};
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(kind.inputs, async (input) => {
      try {
        await kind.accept(input);
        accepted += 1;
      } catch (error) {
        if (!SecretsError.is(error)) throw error;
        codes[error.code] = (codes[error.code] ?? 0) + 1;
        search.see('the error', error);
        const { leaks } = search;
        if (leaks.length === 0) return;
        search = new LeakSearch(canaries);
        throw new Error(leaks.map(formatLeak).join('\n'));
      }
    }),
    { numRuns: inputs, endOnFailure: false, ...seeded() },
  );
  return { inputs, accepted, codes };
}

/** A seed that a failure has told. @default another one each time */
function seeded(): { readonly seed?: number } {
  const { CHATELAINE_FUZZ_SEED } = process.env;
  return CHATELAINE_FUZZ_SEED === undefined ? {} : { seed: Number(CHATELAINE_FUZZ_SEED) };
}
