import type { BackendHarness, OrReason } from './backend-harness.js';
import type { Subject } from './subject.js';

/** One promise of the contract: it fails by a throw, and a throw of `NotTested` says why it could not be tried. */
export type ConformanceCase = (subject: Subject) => Promise<void>;

/** The promises about one thing, each under the sentence that it keeps. */
export interface Topic {
  readonly name: string;
  /** Whether the backend claims what the topic is about. @default every backend does */
  readonly applies?: (harness: BackendHarness) => boolean;
  readonly cases: Readonly<Record<string, ConformanceCase>>;
}

/** Thrown by a case that cannot be tried here; never a pass. */
export class NotTested extends Error {
  override readonly name: string = 'NotTested';

  constructor(readonly reason: string) {
    super(`not tested: ${reason}`);
  }
}

/**
 * What a harness can do, given back as it is.
 *
 * @throws NotTested with the reason of the harness, when it cannot
 */
export function orNotTested<T extends object>(given: OrReason<T>): T {
  if (typeof given === 'string') throw new NotTested(given);
  return given;
}
