import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { OAuth2Service } from 'oauth2-mock-server';
import { type ClientLoginOptions, logIn, sourceOf } from './client-login.js';
import { EntraError, entraAnswer } from './entra-error.js';
import { finishRequest } from './finish-request.js';
import type { HttpAnswer } from './http-answer.js';
import { readBody } from './request-body.js';
import type { TokenLog } from './token-log.js';

export interface TokenEndpointOptions extends Omit<ClientLoginOptions, 'tokenEndpoint'> {
  readonly tenantId: string;
  /** The only resource that tokens are given for. */
  readonly resource: string;
  readonly log: TokenLog;
}

/**
 * Entra's endpoints of one tenant. Discovery and keys are answered by oauth2-mock-server; the token endpoint,
 * which there lets everybody in, checks the client first.
 */
export function tokenEndpoint(options: TokenEndpointOptions): RequestListener {
  const { tenantId, issuer, log } = options;
  const tokenPath = `/${tenantId}/oauth2/v2.0/token`;
  const service = new OAuth2Service(issuer.issuer, {
    wellKnownDocument: `/${tenantId}/v2.0/.well-known/openid-configuration`,
    token: tokenPath,
    jwks: `/${tenantId}/discovery/v2.0/keys`,
  });
  const answerForm = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams((await readBody(request)) ?? '');
    const logged = { source: sourceOf(form), clientId: form.get('client_id') ?? undefined };
    const login = { ...options, tokenEndpoint: `${issuer.issuer.url}${tokenPath}` };
    await log.answer(response, logged, () => tokenAnswer(form, login));
  };
  return (request, response) => {
    const isToken = request.method === 'POST' && request.url?.split('?', 1)[0] === tokenPath;
    if (isToken) finishRequest(response, answerForm(request, response));
    else service.requestHandler(request, response);
  };
}

async function tokenAnswer(
  form: URLSearchParams,
  options: TokenEndpointOptions & ClientLoginOptions,
): Promise<HttpAnswer> {
  const { issuer, resource, now } = options;
  try {
    const client = await logIn(form, options);
    checkScope(form.get('scope') ?? '', resource);
    const { token, expiresAt } = await issuer.accessToken(client, resource);
    const expiresIn = expiresAt - Math.floor(now() / 1000);
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
    };
  } catch (error) {
    if (error instanceof EntraError) return entraAnswer(error, now());
    throw error;
  }
}

function checkScope(scope: string, resource: string): void {
  if (scope.split(' ').includes(`${resource}/.default`)) return;
  throw new EntraError(400, 'invalid_resource', 500011, `The only resource of this tenant is ${resource}.`);
}
