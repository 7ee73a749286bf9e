import type { IncomingMessage, RequestListener } from 'node:http';
import type { TokenSource } from './client-login.js';
import type { Client, ClientRegistry } from './client-registry.js';
import { finishRequest } from './finish-request.js';
import type { HttpAnswer } from './http-answer.js';
import type { TokenIssuer } from './token-issuer.js';
import type { TokenLog } from './token-log.js';

export interface ManagedIdentityOptions {
  readonly clients: ClientRegistry;
  readonly issuer: TokenIssuer;
  readonly log: TokenLog;
  readonly resource: string;
  /** What App Service's `X-IDENTITY-HEADER` must hold. */
  readonly identityHeader: string;
  readonly now: () => number;
}

export const APP_SERVICE_PATH = '/msi/token';
export const IMDS_PATH = '/metadata/identity/oauth2/token';

const SOURCE_BY_PATH: Readonly<Record<string, TokenSource>> = {
  [APP_SERVICE_PATH]: 'app-service',
  [IMDS_PATH]: 'imds',
};

/** Managed identity as App Service and the metadata endpoint of virtual machines (IMDS) offer it, over plain HTTP. */
export function managedIdentityEndpoint(options: ManagedIdentityOptions): RequestListener {
  return (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    // The Azure SDK asks with a slash at the end.
    const source = SOURCE_BY_PATH[path.replace(/\/$/, '')];
    if (source === undefined || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    const logged = { source, clientId: query.get('client_id') ?? undefined };
    const refusal =
      source === 'imds' ? imdsRefusal(request, query) : appServiceRefusal(request, query, options);
    const answer = options.log.answer(response, logged, async () => refusal ?? tokenAnswer(query, options));
    finishRequest(response, answer);
  };
}

function imdsRefusal(request: IncomingMessage, query: URLSearchParams): HttpAnswer | undefined {
  if (request.headers.metadata !== 'true') return refused(400, 'The header "Metadata: true" is required.');
  if ((query.get('api-version') ?? '') < '2018-02-01')
    return refused(400, 'The api-version is not supported.');
  return undefined;
}

function appServiceRefusal(
  request: IncomingMessage,
  query: URLSearchParams,
  { identityHeader }: ManagedIdentityOptions,
): HttpAnswer | undefined {
  if (request.headers['x-identity-header'] !== identityHeader)
    return refused(401, 'X-IDENTITY-HEADER is wrong.');
  if (query.get('api-version') !== '2019-08-01') return refused(400, 'The api-version is not supported.');
  return undefined;
}

async function tokenAnswer(query: URLSearchParams, options: ManagedIdentityOptions): Promise<HttpAnswer> {
  const { issuer, resource, now } = options;
  const client = identityOf(query.get('client_id'), options.clients);
  if (client === undefined) return refused(400, 'Identity not found.');
  if (query.get('resource') !== resource) return refused(400, `The only resource is ${resource}.`);
  const { token, expiresAt } = await issuer.accessToken(client, resource);
  const issuedAt = Math.floor(now() / 1000);
  return {
    status: 200,
    body: {
      access_token: token,
      client_id: client.id,
      expires_in: String(expiresAt - issuedAt),
      expires_on: String(expiresAt),
      not_before: String(issuedAt),
      resource,
      token_type: 'Bearer',
    },
  };
}

function identityOf(clientId: string | null, clients: ClientRegistry): Client | undefined {
  if (clientId === null) return clients.systemIdentity;
  const client = clients.find(clientId);
  return client?.managedIdentity === true && client.id === clientId ? client : undefined;
}

const refused = (status: number, message: string): HttpAnswer => ({
  status,
  body: { error: 'invalid_request', error_description: message },
});
