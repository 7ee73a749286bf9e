import type { Agent } from 'node:https';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { loadOnce } from '@chatelaine/core/provider';
import { withAnswerLimit } from './answer-limit.js';

/**
 * The SDK's own HTTP client for one backend, with a limit for answers; every request of ours goes through it, whatever the
 * SDK does on the way.
 */
export class BackendHttp {
  #agent: Agent | undefined;
  #isClosed = false;

  readonly client: () => Promise<HttpClient> = loadOnce(async () => {
    const { createDefaultHttpClient } = await import('@azure/core-rest-pipeline');
    const { Agent } = await import('node:https');
    this.#agent = new Agent({ keepAlive: !this.#isClosed });
    return withAnswerLimit(withAgent(createDefaultHttpClient(), this.#agent));
  });

  /** Closes every connection. */
  close(): void {
    this.#isClosed = true;
    this.#agent?.destroy();
  }
}

/** The SDK keeps the connections of a client for as long as the process runs. */
export function withAgent(client: HttpClient, agent: Agent): HttpClient {
  return {
    sendRequest: (request) => {
      // A proxy has an agent of its own.
      if (request.url.startsWith('https:')) request.agent ??= agent;
      return client.sendRequest(request);
    },
  };
}
