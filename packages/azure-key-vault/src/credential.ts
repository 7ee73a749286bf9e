import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { isLoopback, loadOnce, present, readCredentialFile } from '@chatelaine/core/provider';
import type { AuthorityWatch } from './authority-watch.js';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { readCertificateFile } from './certificate-file.js';
import type { LoginKind } from './credential-kind.js';
import type { BackendHttp } from './http-client.js';

/** Everything that a credential is made from. */
export interface CredentialSource {
  readonly kind: LoginKind;
  readonly options: AzureKeyVaultOptions;
  readonly authority: string | undefined;
  /** The folder that relative paths start from. */
  readonly directory: string;
  readonly backend: string;
  /** Keeps the connections of the backend. */
  readonly http: BackendHttp;
  /** The credential that the code gave. */
  readonly given?: TokenCredential | undefined;
}

const loadIdentity = loadOnce(() => import('@azure/identity'));

/** Makes the credential anew, so that a rotated secret, certificate or token file is read and no old token comes back. */
export async function createCredential(
  source: CredentialSource,
  watch: AuthorityWatch,
): Promise<TokenCredential> {
  if (source.given !== undefined) return source.given;
  const { options, directory, backend } = source;
  const { tenantId = '', clientId = '', clientSecret, clientSecretFile, clientCertificatePath } = options;
  const shared = sharedOptions(source, watch, await source.http.client());
  const tenant = present('tenantId', options.workloadIdentityTenantId ?? options.tenantId);
  const identity = await loadIdentity();
  switch (source.kind) {
    case 'client-secret': {
      const path = clientSecretFile ?? '';
      const secret =
        clientSecret ?? (await readCredentialFile({ option: 'clientSecretFile', path, directory, backend }));
      return new identity.ClientSecretCredential(tenantId, clientId, secret, shared);
    }
    case 'client-certificate': {
      const path = clientCertificatePath ?? '';
      const certificate = await readCertificateFile({
        option: 'clientCertificatePath',
        path,
        directory,
        backend,
      });
      return new identity.ClientCertificateCredential(tenantId, clientId, { certificate }, shared);
    }
    case 'azure-cli':
      return new identity.AzureCliCredential(tenant);
    case 'managed-identity':
      return new identity.ManagedIdentityCredential({
        ...shared,
        ...present('clientId', options.managedIdentityClientId ?? options.clientId),
      });
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({
        ...shared,
        ...tenant,
        ...present('clientId', options.clientId),
      });
    case 'environment':
      return new identity.EnvironmentCredential(shared);
    default:
      return new identity.DefaultAzureCredential({
        ...shared,
        ...tenant,
        ...present('managedIdentityClientId', options.managedIdentityClientId),
        ...(tenant.tenantId === undefined ? {} : { additionallyAllowedTenants: [tenant.tenantId] }),
      });
  }
}

function sharedOptions(
  { options, authority }: CredentialSource,
  watch: AuthorityWatch,
  httpClient: HttpClient,
): TokenCredentialOptions & { disableInstanceDiscovery?: boolean } {
  return {
    // The log-in is tried again by its own rule, and never twice over.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: watch.policy, position: 'perRetry' }],
    httpClient,
    ...present('authorityHost', authority),
    ...present('disableInstanceDiscovery', options.disableInstanceDiscovery ?? isUnknownToAzure(authority)),
  };
}

/** Instance discovery asks Azure whether an authority is one of its own: it does not know one on this machine. */
function isUnknownToAzure(authority: string | undefined): true | undefined {
  return authority !== undefined && isLoopback(new URL(authority).hostname) ? true : undefined;
}
