import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AccessRules } from './access-rules.js';
import { type BearerCheckOptions, callerOf, challenge } from './bearer-check.js';
import { FaultQueue } from './fault-queue.js';
import { finishRequest } from './finish-request.js';
import type { HttpAnswer } from './http-answer.js';
import { readBody } from './request-body.js';
import { type LoggedRequest, logEntryOf } from './request-log.js';
import { type Route, routeOf } from './route.js';
import { checkedName } from './secret-parameters.js';
import type { VaultContents } from './vault-contents.js';
import { badParameter, unauthorized, VaultError } from './vault-error.js';
import { faultMatches, sendFaulty, statusAnswer, type VaultFault } from './vault-fault.js';
import { VAULT_OPERATIONS } from './vault-operations.js';

export interface VaultEndpointOptions extends BearerCheckOptions {
  readonly contents: VaultContents;
  readonly access: AccessRules;
  readonly apiVersions: readonly string[];
  /** Whom the challenge sends clients to. */
  readonly authority: string;
}

/** Key Vault's secrets data plane: checks a request from the outside in, logs it and answers it. */
export class VaultEndpoint {
  readonly requests: LoggedRequest[] = [];
  readonly faults: FaultQueue<VaultFault> = new FaultQueue();
  readonly #options: VaultEndpointOptions;

  constructor(options: VaultEndpointOptions) {
    this.#options = options;
  }

  get listener(): RequestListener {
    return (request, response) => finishRequest(response, this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.method ?? 'GET', (request.url ?? '/').split('?', 1)[0] ?? '/');
    const entry = logEntryOf(request, route);
    this.requests.push(entry);
    const fault = this.faults.take((each) => faultMatches(each, route, entry.authorization));
    if (fault?.answer === 'hang') return;
    if (fault?.answer === 'reset') {
      response.destroy();
      return;
    }
    const answer = (fault && statusAnswer(fault)) ?? (await this.#answer(request, route, fault));
    entry.status = answer.status;
    sendFaulty(response, answer, fault);
  }

  async #answer(request: IncomingMessage, route: Route, fault: VaultFault | undefined): Promise<HttpAnswer> {
    try {
      if (fault?.answer === 'expired-token') throw unauthorized('The token has expired.');
      return await this.#perform(request, route);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      const { authority, resource } = this.#options;
      const inner = error.innerCode === undefined ? {} : { innererror: { code: error.innerCode } };
      return {
        status: error.status,
        headers: error.status === 401 ? challenge(authority, resource) : {},
        body: { error: { code: error.code, message: error.message, ...inner } },
      };
    }
  }

  async #perform(request: IncomingMessage, route: Route): Promise<HttpAnswer> {
    const { access, apiVersions, contents } = this.#options;
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const query = new URLSearchParams(search);
    const caller = await callerOf(request.headers.authorization, this.#options);
    if (!apiVersions.includes(query.get('api-version') ?? '')) {
      throw badParameter(`The api-version must be one of ${apiVersions.join(', ')}.`);
    }
    if (route.name !== undefined) checkedName(route.name);
    access.check(caller, route);
    return VAULT_OPERATIONS[route.kind]({
      contents,
      base: `https://${request.headers.host}`,
      path,
      query,
      name: route.name ?? '',
      version: route.version,
      body: await readBody(request),
    });
  }
}
