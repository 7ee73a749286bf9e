import type { ServerResponse } from 'node:http';
import type { TokenSource } from './client-login.js';
import { sendAnswer } from './http-answer.js';

/** What goes wrong when a token is asked for. */
export interface TokenFault {
  /** A status, no answer at all, or a connection that is cut. */
  readonly answer: number | 'hang' | 'reset';
  /** How many requests it serves. @default 1 */
  readonly times?: number;
  /** Only requests that log in this way. */
  readonly source?: TokenSource;
  /** The OAuth error of the body. @default 'temporarily_unavailable' */
  readonly error?: string;
}

/** A request for a token, as it was logged; `status` is `undefined` when it was never answered. */
export interface LoggedTokenRequest {
  readonly source: TokenSource;
  readonly clientId: string | undefined;
  readonly status: number | undefined;
}

/** Does what the fault says in place of an answer, and gives the status that was sent. */
export function sendTokenFault(response: ServerResponse, fault: TokenFault): number | undefined {
  if (fault.answer === 'hang') return undefined;
  if (fault.answer === 'reset') {
    response.destroy();
    return undefined;
  }
  const error = fault.error ?? 'temporarily_unavailable';
  sendAnswer(response, {
    status: fault.answer,
    body: { error, error_description: 'A fault was asked for.' },
  });
  return fault.answer;
}
