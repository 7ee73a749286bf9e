import type { ApiRequestKind, ApiRoute } from './api-route.js';
import { errorBody } from './google-error.js';
import type { JsonAnswer } from './json-answer.js';

/** What goes wrong with a request to Secret Manager. */
export interface SecretManagerFault {
  /**
   * A status of its own; or `hang`: never an answer; `reset`: the connection is cut; `malformed-body`: the right answer,
   * cut in half; `bad-crc`: the right payload with a checksum that does not fit; `expired-token`: the 401 of a token
   * that has expired.
   */
  readonly answer: number | 'hang' | 'reset' | 'malformed-body' | 'bad-crc' | 'expired-token';
  /** How many requests it serves; `Infinity`: until `clearFaults`. @default 1 */
  readonly times?: number;
  /** Only requests for this secret. */
  readonly name?: string;
  /** Only requests of this kind. */
  readonly kind?: ApiRequestKind;
  /** The `Retry-After` header of a status, in seconds or as a date; absent: no such header. */
  readonly retryAfter?: number | string;
  /** More headers of a status, for example `location`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The word beside a status. @default what Google says with it */
  readonly status?: string;
  /** The reason in the details of a status. */
  readonly reason?: string;
  /** The sentence of a status. */
  readonly message?: string;
}

const WORD_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

export function faultMatches(fault: SecretManagerFault, route: ApiRoute): boolean {
  if (fault.kind !== undefined && fault.kind !== route.kind) return false;
  return fault.name === undefined || fault.name === route.name;
}

/** The answer of a fault that is a status, which is given without doing what was asked. */
export function statusAnswer(fault: SecretManagerFault): JsonAnswer | undefined {
  const { answer, retryAfter, message = 'A fault was asked for.' } = fault;
  if (typeof answer !== 'number') return undefined;
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const status = fault.status ?? WORD_BY_STATUS[answer] ?? 'UNKNOWN';
  return {
    status: answer,
    headers: { ...wait, ...fault.headers },
    body: errorBody(answer, status, message, fault.reason),
  };
}
