import type { IncomingMessage } from 'node:http';
import { Agent } from 'node:https';
import type { JsonObject } from '@chatelaine/core';
import { parseJsonObject, readBody } from '@chatelaine/core/provider';
import type { ClusterLogin } from '../login/cluster-login.js';
import { type ApiFailure, failedAnswer, failedRequest } from './api-failure.js';
import { type ApiRequest, sendRequest } from './send-request.js';

/** What a request came to. */
export type ApiAnswer<T = JsonObject> =
  | { readonly ok: true; readonly body: T }
  | { readonly ok: false; readonly failure: ApiFailure };

/** The body of an answer that is an error, in bytes. */
const MAX_ERROR_BYTES = 256 * 1024;
/** How long a connection is kept that nobody uses, in milliseconds. */
const IDLE_MS = 30_000;
const KEPT = { keepAlive: true, timeout: IDLE_MS };
const MAX_SOCKETS = 32;

/** Speaks with one API server; a credential that it refuses is renewed once. */
export class ApiClient {
  readonly #login: ClusterLogin;
  readonly #agent: Agent = new Agent({ ...KEPT, maxSockets: MAX_SOCKETS, maxFreeSockets: 8 });
  /** Reads must not share a connection that keeps no process alive, or wait behind a stream. */
  readonly #backgroundAgent: Agent = new Agent({ ...KEPT, maxFreeSockets: 1 });

  constructor(login: ClusterLogin) {
    this.#login = login;
  }

  /** Sends a request and reads its answer, a JSON object of at most so many bytes. */
  async send(request: ApiRequest, maxBytes: number, signal: AbortSignal): Promise<ApiAnswer> {
    const answer = await this.open(request, signal);
    if (!answer.ok) return answer;
    try {
      const body = parseJsonObject((await readBody(answer.body, maxBytes)).toString('utf8'));
      return body === undefined
        ? { ok: false, failure: { status: answer.body.statusCode } }
        : { ok: true, body };
    } catch (error) {
      return { ok: false, failure: failedRequest(error) };
    }
  }

  /** Sends a request and gives its answer to be read while it comes. */
  async open(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer<IncomingMessage>> {
    const access = await this.#login.get();
    const first = await this.#sendOnce(access, request, signal);
    // Kubernetes says 403 of an expired credential too, when it takes us for nobody then.
    if (first.ok || (first.failure.status !== 401 && first.failure.status !== 403)) return first;
    if (!(await this.#login.renew(access))) return first;
    return this.#sendOnce(await this.#login.get(), request, signal);
  }

  /** The login's namespace, or the one of the options. */
  namespace(): Promise<string> {
    return this.#login.namespace();
  }

  close(): void {
    this.#login.close();
    this.#agent.destroy();
    this.#backgroundAgent.destroy();
  }

  async #sendOnce(
    access: Awaited<ReturnType<ClusterLogin['get']>>,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<ApiAnswer<IncomingMessage>> {
    try {
      const agent = request.background === true ? this.#backgroundAgent : this.#agent;
      const message = await sendRequest(agent, access, request, signal);
      const { statusCode = 0, headers } = message;
      if (statusCode >= 200 && statusCode < 300) return { ok: true, body: message };
      const body = parseJsonObject((await readBody(message, MAX_ERROR_BYTES)).toString('utf8'));
      return { ok: false, failure: failedAnswer(statusCode, headers, body) };
    } catch (error) {
      return { ok: false, failure: failedRequest(error) };
    }
  }
}
