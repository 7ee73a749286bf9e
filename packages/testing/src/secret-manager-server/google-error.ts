import type { JsonAnswer } from './json-answer.js';

/** The canonical words of Google's APIs. */
export type GoogleStatus =
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS';

const HTTP_BY_STATUS: Readonly<Record<GoogleStatus, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
};

/** A request that an API refuses, in the terms of Google's error body. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError';

  constructor(
    readonly status: GoogleStatus,
    message: string,
    /** The `reason` of an `ErrorInfo` in the details. */
    readonly reason?: string,
  ) {
    super(message);
  }
}

/** The refusal as Google's REST front end writes it. */
export function errorAnswer({ status, message, reason }: GoogleError): JsonAnswer {
  const code = HTTP_BY_STATUS[status];
  return { status: code, body: errorBody(code, status, message, reason) };
}

/** The body of an error; the details name a reason where there is one. */
export function errorBody(code: number, status: string, message: string, reason?: string): unknown {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' };
  return { error: { code, message, status, ...(reason === undefined ? {} : { details: [info] }) } };
}
