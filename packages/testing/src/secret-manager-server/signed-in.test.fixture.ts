import { importPKCS8, SignJWT } from 'jose';
import type { SecretManagerServer } from './secret-manager-server.js';
import type { ServiceAccountKey } from './service-accounts.js';

export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';

/** What was answered: the status, and the body as JSON where it is some. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request and reads its answer, which is not followed anywhere. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

/** An assertion of a service account, as a client signs it. */
export async function assertionOf(
  key: ServiceAccountKey,
  claims: { readonly aud?: string; readonly scope?: string; readonly exp?: number } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ scope: claims.scope ?? CLOUD_PLATFORM })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(key.client_email)
    .setAudience(claims.aud ?? key.token_uri)
    .setIssuedAt(now)
    .setExpirationTime(claims.exp ?? now + 3_600)
    .sign(await importPKCS8(key.private_key, 'RS256'));
}

/** Asks the token endpoint with a form. */
export function askForToken(server: SecretManagerServer, form: Record<string, string>): Promise<Answered> {
  return ask(server.tokenUri, { method: 'POST', body: new URLSearchParams(form) });
}

/** Trades an assertion for a token. */
export function trade(server: SecretManagerServer, assertion: string): Promise<Answered> {
  return askForToken(server, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
}

/** A function that asks Secret Manager as the first service account. */
export async function signedIn(
  server: SecretManagerServer,
): Promise<(method: string, path: string, body?: object) => Promise<Answered>> {
  const { body } = await trade(server, await assertionOf(server.key()));
  const headers = { authorization: `Bearer ${body.access_token}` };
  return (method, path, json) =>
    ask(`${server.url}/v1/projects/${server.projectId}${path}`, {
      method,
      headers,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
}
