import { loadOnce, readCredentialFile } from '@chatelaine/core/provider';
import type { AwsCredential, AwsCredentialProvider } from './aws-credential.js';
import type { AwsOptions } from './aws-options.js';
import type { LoginKind } from './credential-kind.js';
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

const loadProviders = loadOnce(() => import('@aws-sdk/credential-providers'));

/** Logs in anew, so that rotated files are read and no old credential comes back. */
export async function requestCredential(source: CredentialSource, region: string): Promise<AwsCredential> {
  if (source.given !== undefined) return source.given();
  const providers = await loadProviders();
  const sts = stsOptions(source.options, region);
  const first = await firstProvider(source, providers, region, sts);
  const { roleArn, externalId, roleSessionName = 'chatelaine' } = source.options;
  if (roleArn === undefined || source.kind === 'web-identity') return first();
  return providers.fromTemporaryCredentials({
    masterCredentials: first,
    params: {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    clientConfig: sts,
    logger: silentLogger,
  })();
}

/** The token service is asked once: SharedLogin says when the next attempt is due. */
function stsOptions({ stsEndpoint }: AwsOptions, region: string) {
  return {
    region,
    maxAttempts: 1,
    logger: silentLogger,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
  };
}

async function firstProvider(
  source: CredentialSource,
  providers: Providers,
  region: string,
  sts: ReturnType<typeof stsOptions>,
): Promise<AwsCredentialProvider> {
  const { kind, options } = source;
  // The files of AWS are cached for the whole process otherwise.
  const common = { ignoreCache: true, logger: silentLogger, clientConfig: { region } };
  if (kind === 'access-key') return accessKey(source);
  if (kind === 'profile') return providers.fromIni({ ...common, profile: options.profile ?? 'default' });
  if (kind === 'default') return providers.fromNodeProviderChain(common);
  const webIdentityToken = await fromFile(source, 'webIdentityTokenFile', options.webIdentityTokenFile ?? '');
  return providers.fromWebToken({
    webIdentityToken,
    roleArn: options.roleArn ?? '',
    roleSessionName: options.roleSessionName ?? 'chatelaine',
    clientConfig: sts,
    logger: silentLogger,
  });
}

async function accessKey(source: CredentialSource): Promise<AwsCredentialProvider> {
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
  const identity: AwsCredential = {
    accessKeyId,
    secretAccessKey: secret,
    ...(token === undefined ? {} : { sessionToken: token }),
  };
  return async () => identity;
}

async function fromFile(
  { directory, backend }: CredentialSource,
  option: 'secretAccessKeyFile' | 'sessionTokenFile' | 'webIdentityTokenFile',
  path: string,
): Promise<string> {
  return readCredentialFile({ option, path, directory, backend });
}
