import { loadOnce, readCredentialFile } from '@chatelaine/core/provider';
import type { AwsCredential, AwsCredentialProvider } from './aws-credential.js';
import type { AwsOptions } from './aws-options.js';
import type { LoginKind } from './credential-kind.js';
import type { LoginRequests } from './login-sockets.js';
import { silentLogger } from './silent-logger.js';

/** Everything that a credential is made from. */
export interface CredentialSource {
  readonly kind: LoginKind;
  readonly options: AwsOptions;
  /** The folder that relative paths start from. */
  readonly directory: string;
  readonly backend: string;
  /** The provider that the code gave. */
  readonly given?: AwsCredentialProvider | undefined;
}

type Providers = typeof import('@aws-sdk/credential-providers');
type WebIdentityParams = Parameters<
  NonNullable<Parameters<Providers['fromWebToken']>[0]['roleAssumerWithWebIdentity']>
>[0];

const loadProviders = loadOnce(() => import('@aws-sdk/credential-providers'));

/** Logs in anew, so that rotated files are read and no old credential comes back. */
export async function requestCredential(
  source: CredentialSource,
  region: string,
  requests: LoginRequests,
): Promise<AwsCredential> {
  if (source.given !== undefined) return source.given();
  const providers = await loadProviders();
  const roles = rolesOf(providers, source.options, region, requests);
  const { roleArn, externalId, roleSessionName = 'chatelaine', webIdentityTokenFile } = source.options;
  const role = { RoleArn: roleArn ?? '', RoleSessionName: roleSessionName };
  if (source.kind === 'web-identity') {
    const token = await fromFile(source, 'webIdentityTokenFile', webIdentityTokenFile ?? '');
    return roles.roleAssumerWithWebIdentity({ ...role, WebIdentityToken: token });
  }
  const first = await firstCredential(source, providers, roles, requests);
  if (roleArn === undefined) return first;
  return roles.roleAssumer(first, {
    ...role,
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  });
}

interface Roles {
  roleAssumer(
    first: AwsCredential,
    params: Parameters<Providers['fromTemporaryCredentials']>[0]['params'],
  ): Promise<AwsCredential>;
  roleAssumerWithWebIdentity(params: WebIdentityParams): Promise<AwsCredential>;
}

/** How roles are assumed, by the options and by profiles and variables alike. */
function rolesOf(
  { fromTemporaryCredentials, fromWebToken }: Providers,
  { stsEndpoint }: AwsOptions,
  region: string,
  requests: LoginRequests,
): Roles {
  const clientConfig = {
    ...commonSettings(requests),
    region,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
  };
  const shared = { clientConfig, logger: silentLogger };
  return {
    roleAssumer: (first, params) =>
      fromTemporaryCredentials({ ...shared, masterCredentials: first, params })(),
    roleAssumerWithWebIdentity: (params) =>
      fromWebToken({
        ...shared,
        roleArn: params.RoleArn ?? '',
        webIdentityToken: params.WebIdentityToken ?? '',
        roleSessionName: params.RoleSessionName ?? 'chatelaine',
        ...(params.DurationSeconds === undefined ? {} : { durationSeconds: params.DurationSeconds }),
      })(),
  };
}

/** Whoever is asked is asked once: SharedLogin says when the next attempt is due. */
function commonSettings(requestHandler: LoginRequests) {
  return { maxAttempts: 1, logger: silentLogger, requestHandler };
}

async function firstCredential(
  source: CredentialSource,
  providers: Providers,
  roles: Roles,
  requests: LoginRequests,
): Promise<AwsCredential> {
  const { kind, options } = source;
  if (kind === 'access-key') return accessKey(source);
  // The files of AWS are cached for the whole process otherwise. The region is the service's and not that of SSO.
  const common = {
    ignoreCache: true,
    logger: silentLogger,
    clientConfig: commonSettings(requests),
    ...roles,
  };
  if (kind === 'profile') return providers.fromIni({ ...common, profile: options.profile ?? 'default' })();
  return providers.fromNodeProviderChain(common)();
}

async function accessKey(source: CredentialSource): Promise<AwsCredential> {
  const {
    accessKeyId = '',
    secretAccessKey,
    secretAccessKeyFile,
    sessionToken,
    sessionTokenFile,
  } = source.options;
  const secret =
    secretAccessKey ?? (await fromFile(source, 'secretAccessKeyFile', secretAccessKeyFile ?? ''));
  const token =
    sessionTokenFile === undefined
      ? sessionToken
      : await fromFile(source, 'sessionTokenFile', sessionTokenFile);
  return {
    accessKeyId,
    secretAccessKey: secret,
    ...(token === undefined ? {} : { sessionToken: token }),
  };
}

async function fromFile(
  { directory, backend }: CredentialSource,
  option: 'secretAccessKeyFile' | 'sessionTokenFile' | 'webIdentityTokenFile',
  path: string,
): Promise<string> {
  return readCredentialFile({ option, path, directory, backend });
}
