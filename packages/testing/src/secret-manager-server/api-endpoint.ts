import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { FaultQueue } from '../key-vault-server/fault-queue.js';
import { finishRequest } from '../key-vault-server/finish-request.js';
import { readBody } from '../key-vault-server/request-body.js';
import { type AccessTokens, CLOUD_PLATFORM } from './access-tokens.js';
import { faultMatches, type SecretManagerFault, statusAnswer } from './api-fault.js';
import { API_OPERATIONS } from './api-operations.js';
import { apiLogEntryOf, type LoggedApiRequest } from './api-request-log.js';
import { type ApiRoute, apiRouteOf } from './api-route.js';
import { errorAnswer, GoogleError } from './google-error.js';
import { type JsonAnswer, sendHalf, sendJson } from './json-answer.js';
import type { Permissions } from './permissions.js';
import type { StoredSecrets } from './stored-secrets.js';

export interface ApiEndpointOptions {
  readonly secrets: StoredSecrets;
  readonly permissions: Permissions;
  readonly tokens: AccessTokens;
  readonly projectId: string;
  readonly projectNumber: string;
  /** The one location of a regional endpoint. */
  readonly location: string | undefined;
}

/** Secret Manager's REST endpoint: checks a request from the outside in, logs it and answers it. */
export class ApiEndpoint {
  readonly requests: LoggedApiRequest[] = [];
  readonly faults: FaultQueue<SecretManagerFault> = new FaultQueue();
  readonly #options: ApiEndpointOptions;

  constructor(options: ApiEndpointOptions) {
    this.#options = options;
  }

  get listener(): RequestListener {
    return (request, response) => finishRequest(response, this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = apiRouteOf(request.method ?? 'GET', (request.url ?? '/').split('?', 1)[0] ?? '/');
    const entry = apiLogEntryOf(request, route);
    this.requests.push(entry);
    const fault = this.faults.take((each) => faultMatches(each, route));
    if (fault?.answer === 'hang') return;
    if (fault?.answer === 'reset') {
      response.destroy();
      return;
    }
    const answer = (fault && statusAnswer(fault)) ?? (await this.#answer(request, route, fault));
    entry.status = answer.status;
    if (fault?.answer === 'malformed-body') sendHalf(response, answer);
    else sendJson(response, fault?.answer === 'bad-crc' ? withBadChecksum(answer) : answer);
  }

  async #answer(
    request: IncomingMessage,
    route: ApiRoute,
    fault: SecretManagerFault | undefined,
  ): Promise<JsonAnswer> {
    try {
      if (fault?.answer === 'expired-token') {
        throw new GoogleError('UNAUTHENTICATED', 'The token has expired.', 'ACCESS_TOKEN_EXPIRED');
      }
      return { status: 200, body: await this.#perform(request, route) };
    } catch (error) {
      if (error instanceof GoogleError) return errorAnswer(error);
      throw error;
    }
  }

  async #perform(request: IncomingMessage, route: ApiRoute): Promise<unknown> {
    const { permissions, projectId, projectNumber, location, secrets, tokens } = this.#options;
    const body = await readBody(request);
    const { principal, scopes } = tokens.check(request.headers.authorization);
    if (!scopes.includes(CLOUD_PLATFORM)) {
      throw new GoogleError(
        'PERMISSION_DENIED',
        'Request had insufficient authentication scopes.',
        'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      );
    }
    if (route.kind !== 'unknown' && route.project !== projectId && route.project !== projectNumber) {
      throw new GoogleError('PERMISSION_DENIED', 'The project does not exist here.', 'CONSUMER_INVALID');
    }
    permissions.check(principal, route);
    if (route.kind !== 'unknown' && route.location !== location) {
      throw new GoogleError('INVALID_ARGUMENT', 'This endpoint is for another location.');
    }
    const [, search = ''] = (request.url ?? '/').split('?', 2);
    return API_OPERATIONS[route.kind]({
      secrets,
      parent: `projects/${projectNumber}${location === undefined ? '' : `/locations/${location}`}`,
      regional: location !== undefined,
      query: new URLSearchParams(search),
      name: route.name ?? '',
      version: route.version ?? '',
      body,
    });
  }
}

function withBadChecksum(answer: JsonAnswer): JsonAnswer {
  const body = answer.body as { readonly payload?: { readonly dataCrc32c?: string } };
  const wrong = String((Number(body.payload?.dataCrc32c ?? 0) + 1) % 2 ** 32);
  return { ...answer, body: { ...body, payload: { ...body.payload, dataCrc32c: wrong } } };
}
