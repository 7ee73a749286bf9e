import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import type { Clock } from '@chatelaine/core';
import { SecretsError, withDeadline } from '@chatelaine/core';

/** As long as a log-in may take: the requests that come meanwhile have no token either. */
const KEPT_MS = 30_000;
/** How long the others wait for the one who asks. */
const PATIENCE_MS = 1_000;

/**
 * Asks a vault once for the challenge that says where to log in, for all first requests that need it. The SDK lets each of
 * them ask, and sends the value of a write along.
 */
export class SharedChallenge implements PipelinePolicy {
  readonly name = 'chatelaineSharedChallenge';
  readonly #clock: Clock;
  #asking: Promise<PipelineResponse> | undefined;
  #kept: { readonly challenge: Omit<PipelineResponse, 'request'>; readonly until: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly sendRequest = async (request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> => {
    if (request.headers.has('authorization')) return next(request);
    if (this.#kept !== undefined && this.#clock.now() < this.#kept.until) {
      return { ...this.#kept.challenge, request };
    }
    const asking = this.#asking;
    if (asking === undefined) return this.#askForAll(request, next);
    try {
      return { ...(await this.#patiently(() => asking)), request };
    } catch (error) {
      if (!isOver(error)) throw error;
      return this.#ask(request, next);
    }
  };

  async #askForAll(request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> {
    this.#asking = this.#ask(request, next);
    try {
      return await this.#asking;
    } finally {
      this.#asking = undefined;
    }
  }

  /** Sends a request without what it carries: nobody has shown yet that the vault is the one to have it. */
  async #ask(request: PipelineRequest, next: SendRequest): Promise<PipelineResponse> {
    const { body } = request;
    delete request.body;
    try {
      const answer = await next(request);
      // Without the request, which is about to carry a token.
      const { request: _asker, ...challenge } = answer;
      if (answer.status === 401) this.#kept = { challenge, until: this.#clock.now() + KEPT_MS };
      return answer;
    } finally {
      if (body !== undefined) request.body = body;
    }
  }

  #patiently<T>(wait: () => Promise<T>): Promise<T> {
    return withDeadline({ ms: PATIENCE_MS, subject: 'the challenge', clock: this.#clock }, wait);
  }
}

/** Whether the one who asked has left, or takes too long: then each asks for itself. */
function isOver(error: unknown): boolean {
  return SecretsError.is(error, 'TIMEOUT') || (error instanceof Error && error.name === 'AbortError');
}
