import type { SecretsErrorCode } from '../errors.js';

/** What a failed call means: our code, what happened to its subject, and the next step. */
export interface Meaning {
  readonly code: SecretsErrorCode;
  /** The end of a sentence: "was denied". */
  readonly problem: string;
  readonly hint: string;
  /** The option that is at fault, where it is one. */
  readonly option?: string;
}

export const meaning = (code: SecretsErrorCode, problem: string, hint: string, option?: string): Meaning => ({
  code,
  problem,
  hint,
  ...(option === undefined ? {} : { option }),
});

/** What no table knows. */
export const UNKNOWN_FAILURE: Meaning = meaning(
  'INTERNAL',
  'failed in a way that is not known',
  'The cause says what is known of it.',
);
