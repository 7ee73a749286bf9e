import type { JsonObject } from '@chatelaine/core';
import { isJsonObject, loadOnce, textIn } from '@chatelaine/core/provider';
import type { BaseExternalAccountClient, BaseExternalAccountClientOptions } from 'google-auth-library';
import type { Fetch } from './bounded-fetch.js';
import type { AccessTokenSource } from './credential-kind.js';

type Library = typeof import('google-auth-library');
type Transporter = InstanceType<Library['gaxios']['Gaxios']>;

/** Where google-auth-library sends the assertions of service accounts, whatever their key file names. */
const LIBRARY_TOKEN_URL = 'https://oauth2.googleapis.com/token';

const loadLibrary = loadOnce(() => import('google-auth-library'));

/** Makes the client of google-auth-library that gets tokens by a document; each of its requests goes through `fetch`. */
export async function libraryClient(
  document: JsonObject,
  scopes: readonly string[],
  fetch: Fetch,
): Promise<AccessTokenSource> {
  const library = await loadLibrary();
  const tokenUri = textIn(document, 'token_uri') ?? LIBRARY_TOKEN_URL;
  const transporter = transporterOf(library, fetch, tokenUri);
  // Else the library adds what writes requests and answers to its debug log, tokens included.
  const shared = { transporter, useAuthRequestParameters: false };
  const field = (name: string): string => textIn(document, name) ?? '';
  switch (document.type) {
    case 'service_account':
      return new library.JWT({
        ...shared,
        email: field('client_email'),
        key: field('private_key'),
        scopes: [...scopes],
        additionalClaims: { aud: tokenUri },
      });
    case 'authorized_user':
      return new library.UserRefreshClient({
        ...shared,
        clientId: field('client_id'),
        clientSecret: field('client_secret'),
        refreshToken: field('refresh_token'),
        endpoints: { oauth2TokenUrl: tokenUri },
      });
    case 'external_account_authorized_user':
      return new library.ExternalAccountAuthorizedUserClient({
        type: 'external_account_authorized_user',
        audience: field('audience'),
        client_id: field('client_id'),
        client_secret: field('client_secret'),
        refresh_token: field('refresh_token'),
        token_url: field('token_url'),
        token_info_url: field('token_info_url'),
        ...shared,
      });
    default:
      return externalClient(library, { ...document, ...shared, scopes: [...scopes] }, transporter);
  }
}

/** The client of an identity outside Google; the library's own way to choose one writes to the console. */
function externalClient(
  { AwsClient, IdentityPoolClient, PluggableAuthClient }: Library,
  config: Readonly<Record<string, unknown>>,
  transporter: Transporter,
): BaseExternalAccountClient {
  const source = isJsonObject(config.credential_source) ? config.credential_source : {};
  const options = config as unknown as BaseExternalAccountClientOptions;
  const client = Object.hasOwn(source, 'environment_id')
    ? new AwsClient(options as ConstructorParameters<typeof AwsClient>[0])
    : Object.hasOwn(source, 'executable')
      ? new PluggableAuthClient(options as ConstructorParameters<typeof PluggableAuthClient>[0])
      : new IdentityPoolClient(options as ConstructorParameters<typeof IdentityPoolClient>[0]);
  // What exchanges the tokens is given no transporter by the library, and would try again by itself.
  const exchange: unknown = Reflect.get(client, 'stsCredential');
  if (isJsonObject(exchange)) Reflect.set(exchange, 'transporter', transporter);
  return client;
}

/** Tries each request once: a log-in is tried again by its own rule, and never twice over. */
function transporterOf({ gaxios }: Library, fetch: Fetch, tokenUri: string): Transporter {
  const transporter = new gaxios.Gaxios({
    fetchImplementation: ((url: string | URL | Request, init?: RequestInit) =>
      fetch(String(url) === LIBRARY_TOKEN_URL ? tokenUri : url, init)) as typeof globalThis.fetch,
  });
  transporter.interceptors.request.add({
    resolved: async (config) => {
      config.retry = false;
      config.retryConfig = { retry: 0, noResponseRetries: 0 };
      return config;
    },
  });
  return transporter;
}
