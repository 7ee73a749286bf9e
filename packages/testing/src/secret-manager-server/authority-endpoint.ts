import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { finishRequest } from '../key-vault-server/finish-request.js';
import { readBody } from '../key-vault-server/request-body.js';
import { decodeLeniently } from '../key-vault-server/route.js';
import { CLOUD_PLATFORM } from './access-tokens.js';
import {
  type GoogleTokenOptions,
  granted,
  TOKEN_PATH,
  tokenAnswer,
  tokenRequestOf,
} from './google-token-endpoint.js';
import { type GoogleTokenLog, oauthError } from './google-token-log.js';
import { IMPERSONATION_PATH, impersonationAnswer } from './impersonation-endpoint.js';

export interface AuthorityOptions extends GoogleTokenOptions {
  readonly log: GoogleTokenLog;
  readonly projectId: string;
  /** The service account of the machine that the metadata server belongs to. */
  readonly machineAccount: string;
}

const METADATA = '/computeMetadata/v1';
const FLAVOR = { 'metadata-flavor': 'Google' };

/** Whom a client asks for tokens: the token endpoint, the metadata server, and IAM credentials. */
export function authorityEndpoint(options: AuthorityOptions): RequestListener {
  return (request, response) => finishRequest(response, serve(request, response, options));
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: AuthorityOptions,
): Promise<void> {
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  if (request.method === 'GET' && path.startsWith(METADATA)) {
    return serveMetadata(
      request,
      response,
      path.slice(METADATA.length),
      new URLSearchParams(search),
      options,
    );
  }
  const body = await readBody(request);
  const { log } = options;
  if (request.method === 'POST' && path === TOKEN_PATH) {
    const form = new URLSearchParams(body ?? '');
    return log.answer(response, tokenRequestOf(form), () => tokenAnswer(form, options));
  }
  const target = request.method === 'POST' ? IMPERSONATION_PATH.exec(path)?.groups?.target : undefined;
  if (target === undefined) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Error 404 (Not Found)!!1</title>');
    return;
  }
  const principal = decodeLeniently(target);
  return log.answer(response, { source: 'impersonation', principal }, () =>
    impersonationAnswer(principal, request.headers.authorization, body, options),
  );
}

async function serveMetadata(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
  { log, tokens, machineAccount, projectId, now }: AuthorityOptions,
): Promise<void> {
  if (request.headers['metadata-flavor'] !== 'Google') {
    response.writeHead(403).end();
    return;
  }
  if (path === '/instance/service-accounts/default/token') {
    const scopes = query.get('scopes')?.split(',') ?? [CLOUD_PLATFORM];
    return log.answer(response, { source: 'metadata', principal: machineAccount }, () => ({
      ...granted(tokens.issue(machineAccount, scopes), now()),
      headers: FLAVOR,
    }));
  }
  const texts: Readonly<Record<string, string>> = {
    '/instance/service-accounts/default/email': machineAccount,
    '/project/project-id': projectId,
  };
  const text = texts[path];
  if (text === undefined) {
    response.writeHead(404, FLAVOR).end(JSON.stringify(oauthError(404).body));
    return;
  }
  response.writeHead(200, { ...FLAVOR, 'content-type': 'application/text' }).end(text);
}
