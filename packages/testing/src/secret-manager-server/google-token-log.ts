import type { ServerResponse } from 'node:http';
import { FaultQueue } from '../key-vault-server/fault-queue.js';
import { type JsonAnswer, sendJson } from './json-answer.js';

/** How a token was asked for. */
export type GoogleTokenSource =
  | 'service-account'
  | 'authorized-user'
  | 'workload-identity'
  | 'metadata'
  | 'impersonation'
  | 'unknown';

/** What goes wrong when a token is asked for. */
export interface GoogleTokenFault {
  /** A status, no answer at all, a connection that is cut, or a body that is cut in half. */
  readonly answer: number | 'hang' | 'reset' | 'malformed-body';
  /** How many requests it serves. @default 1 */
  readonly times?: number;
  /** Only requests that log in this way. */
  readonly source?: GoogleTokenSource;
  /** The OAuth error of the body. @default 'temporarily_unavailable' */
  readonly error?: string;
}

/** A request for a token, as it was logged; `status` is `undefined` when it was never answered. */
export interface LoggedGoogleTokenRequest {
  readonly source: GoogleTokenSource;
  /** Who asked, or for whom, where the request says so. */
  readonly principal: string | undefined;
  readonly status: number | undefined;
}

/** What every way to a token shares: the log, and the faults that come first. */
export class GoogleTokenLog {
  readonly entries: LoggedGoogleTokenRequest[] = [];
  readonly faults: FaultQueue<GoogleTokenFault> = new FaultQueue();

  /** Logs the request and answers it, with a fault if one is due. */
  async answer(
    response: ServerResponse,
    request: Omit<LoggedGoogleTokenRequest, 'status'>,
    produce: () => Promise<JsonAnswer> | JsonAnswer,
  ): Promise<void> {
    const entry: { -readonly [Key in keyof LoggedGoogleTokenRequest]: LoggedGoogleTokenRequest[Key] } = {
      ...request,
      status: undefined,
    };
    this.entries.push(entry);
    const fault = this.faults.take(({ source }) => source === undefined || source === request.source);
    if (fault?.answer === 'hang') return;
    if (fault?.answer === 'reset') {
      response.destroy();
      return;
    }
    if (fault?.answer === 'malformed-body') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"ya2');
      return;
    }
    const answer = fault === undefined ? await produce() : oauthError(fault.answer, fault.error);
    entry.status = answer.status;
    sendJson(response, answer);
  }
}

/** An error as OAuth writes it. */
export function oauthError(
  status: number,
  error = 'temporarily_unavailable',
  description = 'A fault was asked for.',
): JsonAnswer {
  return { status, body: { error, error_description: description } };
}
