import type { ServerResponse } from 'node:http';
import { type HttpAnswer, sendAnswer, sendMalformed, sendSlowly } from './http-answer.js';
import type { RequestKind, Route } from './route.js';

/** What goes wrong with a request to the vault. */
export interface VaultFault {
  /**
   * A status of its own; or `hang`: never an answer; `reset`: the connection is cut; `slow-body`: the right
   * answer, byte by byte; `malformed-body`: the right answer, cut in half; `expired-token`: the 401 of a token
   * that has expired.
   */
  readonly answer: number | 'hang' | 'reset' | 'slow-body' | 'malformed-body' | 'expired-token';
  /** How many requests it serves; `Infinity`: until `clearFaults`. @default 1 */
  readonly times?: number;
  /** Only requests for this secret. */
  readonly name?: string;
  /** Only requests of this kind. */
  readonly kind?: RequestKind;
  /** Also requests that carry no Authorization header, which a client sends first. @default false */
  readonly challenges?: boolean;
  /** The `Retry-After` header of a status, in seconds or as a date; absent: no such header. */
  readonly retryAfter?: number | string;
  /** More headers of a status, for example `location`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The error code in the body of a status. @default what Key Vault says with it */
  readonly code?: string;
  /** The inner error code in the body of a status. */
  readonly innerCode?: string;
  /** Time between two bytes of a slow body, in milliseconds. @default 100 */
  readonly everyMs?: number;
}

const CODE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'BadParameter',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'SecretNotFound',
  409: 'Conflict',
  429: 'Throttled',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

export function faultMatches(fault: VaultFault, route: Route, authorization: boolean): boolean {
  if (!authorization && fault.challenges !== true) return false;
  if (fault.kind !== undefined && fault.kind !== route.kind) return false;
  return fault.name === undefined || fault.name.toLowerCase() === route.name?.toLowerCase();
}

/** The answer of a fault that is a status, which is given without doing what was asked. */
export function statusAnswer(fault: VaultFault): HttpAnswer | undefined {
  if (typeof fault.answer !== 'number') return undefined;
  const code = fault.code ?? CODE_BY_STATUS[fault.answer] ?? 'Error';
  const inner = fault.innerCode === undefined ? {} : { innererror: { code: fault.innerCode } };
  const retryAfter = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  return {
    status: fault.answer,
    headers: { ...retryAfter, ...fault.headers },
    body: { error: { code, message: 'A fault was asked for.', ...inner } },
  };
}

/** Writes an answer, spoilt as the fault says. */
export function sendFaulty(
  response: ServerResponse,
  answer: HttpAnswer,
  fault: VaultFault | undefined,
): void {
  if (fault?.answer === 'slow-body') sendSlowly(response, answer, fault.everyMs ?? 100);
  else if (fault?.answer === 'malformed-body') sendMalformed(response, answer);
  else sendAnswer(response, answer);
}
