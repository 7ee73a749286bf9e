import type { JsonObject } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { textIn } from '@chatelaine/core/provider';
import type { Fetch } from './bounded-fetch.js';
import { type Credential, type CredentialSource, findCredential } from './credential.js';
import { type DocumentPlace, readSource } from './credential-json.js';
import type { AccessTokenSource } from './credential-kind.js';
import type { GcpToken } from './gcp-token.js';
import { impersonated, impersonationOf } from './impersonation.js';
import { libraryClient } from './library-client.js';
import { loginFailure, noCredential } from './login-error.js';
import { LoginWatch } from './login-watch.js';
import { metadataProject, metadataToken } from './metadata-server.js';

/** A log-in: the token, the project whose secrets are read, and whose quota is used where it is another's. */
export interface GcpLogin extends GcpToken {
  readonly projectId: string;
  readonly quotaProject: string | undefined;
}

const CLOUD_PLATFORM = ['https://www.googleapis.com/auth/cloud-platform'] as const;
/** What is known of a token whose owner does not say when it expires. */
const UNKNOWN_LIFETIME_MS = 60_000;

/**
 * Logs in with a credential that is found and made for this one log-in.
 *
 * @throws SecretsError
 */
export async function logIn(source: CredentialSource, fetch: Fetch, signal: AbortSignal): Promise<GcpLogin> {
  const watch = new LoginWatch(fetch, signal);
  try {
    const credential = await findCredential(source);
    const { impersonationChain, scopes = CLOUD_PLATFORM } = source.options;
    const own = impersonationChain === undefined ? scopes : CLOUD_PLATFORM;
    const first = await tokenOf(credential, own, source, watch);
    const token =
      impersonationChain === undefined
        ? first
        : await impersonated(
            first,
            impersonationOf(impersonationChain, source.iamEndpoint),
            scopes,
            source,
            watch,
          );
    const projectId = await projectOf(credential, source, watch);
    return { ...token, projectId, quotaProject: documentField(credential, 'quota_project_id') };
  } catch (error) {
    throw loginFailure(error, watch, source);
  }
}

async function tokenOf(
  credential: Credential,
  scopes: readonly string[],
  source: CredentialSource,
  watch: LoginWatch,
): Promise<GcpToken> {
  if (credential.from === 'metadata') return metadataToken(source, scopes, watch);
  if (credential.from === 'given') return tokenFrom(credential.source, source, watch);
  const { document, place } = credential;
  if (document.type === 'impersonated_service_account') {
    return throughSource(document, place, scopes, source, watch);
  }
  return tokenFrom(await libraryClient(document, scopes, watch.fetch), source, watch);
}

/** A document that holds another credential, and whom that one is to act as. */
async function throughSource(
  document: JsonObject,
  place: DocumentPlace,
  scopes: readonly string[],
  source: CredentialSource,
  watch: LoginWatch,
): Promise<GcpToken> {
  const client = await libraryClient(readSource(document, place), CLOUD_PLATFORM, watch.fetch);
  const url = textIn(document, 'service_account_impersonation_url') ?? '';
  const { delegates } = document;
  const names = Array.isArray(delegates) ? delegates.filter((name) => typeof name === 'string') : [];
  const first = await tokenFrom(client, source, watch);
  return impersonated(first, { url, delegates: names }, scopes, source, watch);
}

async function tokenFrom(
  client: AccessTokenSource,
  source: CredentialSource,
  watch: LoginWatch,
): Promise<GcpToken> {
  const { token } = await client.getAccessToken();
  if (typeof token !== 'string' || token === '') {
    throw watch.status === undefined ? noCredential(source) : loginFailure(undefined, watch, source);
  }
  const expiry = client.credentials?.expiry_date;
  const leftMs = typeof expiry === 'number' ? expiry - Date.now() : UNKNOWN_LIFETIME_MS;
  return { token, expiresAt: source.clock.now() + leftMs };
}

async function projectOf(
  credential: Credential,
  source: CredentialSource,
  watch: LoginWatch,
): Promise<string> {
  const { options, env, kind, backend } = source;
  const named = env.GOOGLE_CLOUD_PROJECT || env.GCLOUD_PROJECT || undefined;
  const own = documentField(credential, 'project_id');
  const known = options.projectId ?? (kind === 'default' ? (named ?? own) : (own ?? named));
  const projectId =
    known ?? (credential.from === 'metadata' ? await metadataProject(source, watch) : undefined);
  if (projectId !== undefined) return projectId;
  throw new SecretsError('INVALID_CONFIG', `${backend}: no project is known.`, {
    backend,
    field: ['projectId'],
    hint: 'Set "projectId", or GOOGLE_CLOUD_PROJECT: the credential does not name one.',
  });
}

function documentField(credential: Credential, field: string): string | undefined {
  return credential.from === 'document' ? textIn(credential.document, field) : undefined;
}
