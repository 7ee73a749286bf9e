import { SecretsError, type SecretsErrorCode } from '@chatelaine/core';

/** What can be made to go wrong with a call: `none` lets it through, `hang` never answers. */
export type Fault =
  | 'none'
  | 'throttled'
  | 'unavailable'
  | 'denied'
  | 'unauthenticated'
  | 'malformed'
  | 'hang'
  | {
      /** Throttled by a store that says when to come back, in milliseconds. */
      readonly retryAfterMs: number;
    };

type FaultName = Exclude<Fault, 'none' | 'hang' | object>;

interface Meaning {
  readonly code: SecretsErrorCode;
  readonly problem: string;
  readonly hint: string;
}

const MEANINGS: Readonly<Record<FaultName, Meaning>> = {
  throttled: {
    code: 'THROTTLED',
    problem: 'was made to throttle this call',
    hint: 'Ask less often, or again later.',
  },
  unavailable: {
    code: 'UNAVAILABLE',
    problem: 'was made to be out of reach',
    hint: 'Ask again later.',
  },
  denied: {
    code: 'ACCESS_DENIED',
    problem: 'was made to deny this call',
    hint: 'Leave "denied" out of the faults.',
  },
  unauthenticated: {
    code: 'UNAUTHENTICATED',
    problem: 'was made to know nobody',
    hint: 'Leave "unauthenticated" out of the faults.',
  },
  malformed: {
    code: 'INTERNAL',
    problem: 'was made to answer nonsense',
    hint: 'Leave "malformed" out of the faults.',
  },
};

/** The error that a fault is. */
export function faultError(fault: Exclude<Fault, 'none' | 'hang'>, backend: string): SecretsError {
  const { code, problem, hint } = MEANINGS[typeof fault === 'object' ? 'throttled' : fault];
  return new SecretsError(code, `${backend}: ${problem}.`, {
    backend,
    hint,
    retryAfterMs: typeof fault === 'object' ? fault.retryAfterMs : undefined,
  });
}
