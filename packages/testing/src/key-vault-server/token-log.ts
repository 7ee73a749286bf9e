import type { ServerResponse } from 'node:http';
import type { TokenSource } from './client-login.js';
import { FaultQueue } from './fault-queue.js';
import { type HttpAnswer, sendAnswer } from './http-answer.js';
import { type LoggedTokenRequest, sendTokenFault, type TokenFault } from './token-faults.js';

/** What every way to a token shares: the log, and the faults that come first. */
export class TokenLog {
  readonly entries: LoggedTokenRequest[] = [];
  readonly faults: FaultQueue<TokenFault> = new FaultQueue();

  /** Logs the request and answers it, with a fault if one is due. */
  async answer(
    response: ServerResponse,
    request: { readonly source: TokenSource; readonly clientId: string | undefined },
    produce: () => Promise<HttpAnswer>,
  ): Promise<void> {
    const entry: { -readonly [Key in keyof LoggedTokenRequest]: LoggedTokenRequest[Key] } = {
      ...request,
      status: undefined,
    };
    this.entries.push(entry);
    const fault = this.faults.take(({ source }) => source === undefined || source === request.source);
    if (fault !== undefined) {
      entry.status = sendTokenFault(response, fault);
      return;
    }
    const answer = await produce();
    entry.status = answer.status;
    sendAnswer(response, answer);
  }
}
