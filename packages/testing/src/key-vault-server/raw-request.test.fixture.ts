import type { IncomingHttpHeaders } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { KeyVaultServer } from './key-vault-server.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly ca?: string;
}

/** Sends exactly this request on a connection of its own. */
export function raw(url: string, options: RawOptions = {}): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body = '', ca } = options;
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  // The path is given apart, so that nothing in it is tidied up on the way.
  const path = url.replace(/^https?:\/\/[^/]+/, '');
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers, path, agent: false, ...(ca === undefined ? {} : { ca }) });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.end(body);
  });
}

/** Asks the token endpoint, as an application would. */
export function askForToken(
  vault: KeyVaultServer,
  form: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  return raw(`${vault.authorityHost}/${vault.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    ca: vault.ca,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://vault.azure.net/.default',
      client_id: vault.clientId,
      client_secret: vault.clientSecret,
      ...form,
    }).toString(),
  });
}

/** An access token of the first client. */
export async function tokenOf(vault: KeyVaultServer): Promise<string> {
  const { access_token } = JSON.parse((await askForToken(vault)).text) as { access_token: string };
  return access_token;
}

/** The answer's body, which must be JSON. */
export const jsonOf = (answer: RawAnswer): Record<string, unknown> => JSON.parse(answer.text);

/** The codes of a Key Vault error body: the outer one and the inner one. */
export function codesOf(answer: RawAnswer): readonly (string | undefined)[] {
  const { error } = JSON.parse(answer.text) as { error: { code: string; innererror?: { code: string } } };
  return [error.code, error.innererror?.code];
}
