import { Connection, Secret, SecretsError } from '@chatelaine/core';
import type { LeakSearch } from './leak-search.js';

/** Makes a call and shows what it gives or throws. */
export type Attempt = (
  call: string,
  work: () => unknown,
  /** Only how the answer prints is looked at: its properties are there to be read. @default false */
  options?: { readonly printedOnly?: boolean },
) => Promise<void>;

/** The calls of a run: what they gave and threw is shown to the search, and their outcomes are counted. */
export class Attempts {
  /** `found` for a value, `nothing`, `ok` for any other answer, the code of what was thrown, or `no SecretsError`. */
  readonly outcomes: Map<string, number> = new Map();
  /** The calls that threw something that is neither a `SecretsError` nor an `AbortError`. */
  readonly foreign: string[] = [];
  readonly #search: LeakSearch;

  constructor(search: LeakSearch) {
    this.#search = search;
  }

  /** Calls below a name. */
  named(run: string): Attempt {
    return async (call, work, { printedOnly = false } = {}) => {
      const where = `${run}: ${call}`;
      try {
        const answer = await work();
        if (printedOnly) this.#search.seePrinted(`${where} → answer`, answer);
        else this.#search.see(`${where} → answer`, answer);
        this.#count(outcomeOf(answer));
      } catch (error) {
        this.#search.see(`${where} → error`, error);
        this.#count(SecretsError.is(error) ? error.code : 'no SecretsError');
        if (!SecretsError.is(error) && !isAbort(error)) this.foreign.push(where);
      }
    };
  }

  #count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }
}

/** What the platform itself says to a caller who no longer waits, and the guard takes for `ABORTED`. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function outcomeOf(answer: unknown): string {
  if (answer === undefined) return 'nothing';
  return answer instanceof Secret || answer instanceof Connection ? 'found' : 'ok';
}
