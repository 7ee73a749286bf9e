import type { SecretsErrorCode } from '@chatelaine/core';
import { isTlsCode, networkCodeOf, SecretsError, safeCause } from '@chatelaine/core';
import type { AuthorityWatch } from './authority-watch.js';
import type { CredentialSource } from './credential.js';
import type { LoginKind } from './credential-kind.js';

/** What the SDK's classes mean when the authority itself was not heard. */
const NO_CREDENTIAL_NAMES = [
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
];

/** How MSAL says that it did not reach what it asked. */
const UNREACHED_CODES = ['endpoints_resolution_error', 'network_error', 'openid_config_error', 'no_network_connectivity'];

const HINT_BY_KIND: Readonly<Record<LoginKind, string>> = {
  default:
    'Tried: environment, workload identity, managed identity, Visual Studio Code, Azure CLI, Azure PowerShell, Azure Developer CLI. Set tenantId, clientId and clientSecret, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or sign in with "az login"; "credential" names one kind to use.',
  'azure-cli': 'Tried: Azure CLI. Install it and sign in with "az login".',
  'managed-identity':
    'Tried: managed identity. Assign one to this host, and name a user-assigned one with "managedIdentityClientId".',
  'workload-identity':
    'Tried: workload identity. Set clientId and tenantId, or AZURE_CLIENT_ID and AZURE_TENANT_ID, and AZURE_FEDERATED_TOKEN_FILE.',
  environment:
    'Tried: environment. Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH.',
  'client-secret': "Check tenantId, clientId and the client secret, and that tenantId is the vault's own.",
  'client-certificate': "Check tenantId, clientId and the certificate, and that tenantId is the vault's own.",
  given: 'The credential that was given in code got none.',
};

/** Entra's codes that have one clear remedy. */
const HINT_BY_ENTRA_CODE: Readonly<Record<string, string>> = {
  '50034': 'The account is not known in this tenant: check clientId and tenantId.',
  '70021': 'No federated credential of the application fits the token: check its issuer, subject and audience.',
  '90002': 'The tenant is not known: check tenantId and authorityHost.',
  '500011': 'This authority does not know Key Vault: check authorityHost and the tenant.',
  '700016': 'The application is not known in this tenant: check clientId and tenantId.',
  '700027': 'The certificate is not registered with the application, or does not fit its key.',
  '700211': 'No federated credential of the application fits the issuer of the token.',
  '700212': 'No federated credential of the application fits the audience of the token.',
  '700213': 'No federated credential of the application fits the subject of the token.',
  '900023': 'The tenant is not known: check tenantId and authorityHost.',
  '7000215': "The client secret is wrong. Use the secret's value, not its id.",
  '7000222': 'The client secret has expired: make a new one.',
  '7000229': 'The application has no service principal in this tenant: create it there.',
};

/** Says what a failed log-in means: an authority that said no, or one that was not reached. */
export function loginError(error: unknown, watch: AuthorityWatch, source: CredentialSource): SecretsError {
  if (SecretsError.is(error)) return error;
  const told = (code: SecretsErrorCode, problem: string, hint: string) =>
    new SecretsError(code, `${source.backend}: ${problem}.`, {
      backend: source.backend,
      hint,
      cause: safeCause(error, { names: NO_CREDENTIAL_NAMES }),
    });
  const causes = everyCause(error);
  const networkCode = watch.networkCode ?? firstOf(causes, networkCodeOf);
  if (networkCode !== undefined) return told('UNAVAILABLE', `the log-in did not reach its authority (${networkCode})`, networkHint(networkCode));
  const status = watch.status ?? firstOf(causes, statusOf);
  if (status === 429) return told('THROTTLED', 'the authority has too many log-ins to answer', 'Wait, and log in less often.');
  if (status === 408 || status === 410 || (status !== undefined && status >= 500)) {
    return told('UNAVAILABLE', `the authority could not answer the log-in (${status})`, 'Try again later.');
  }
  if (watch.status !== undefined && watch.status >= 400) return told('UNAUTHENTICATED', 'the log-in was refused', refusalHint(watch, source.kind));
  if (causes.some((cause) => UNREACHED_CODES.includes(String(cause.errorCode)))) {
    return told('UNAVAILABLE', 'the log-in did not reach its authority', networkHint(''));
  }
  if (causes.some(({ name }) => NO_CREDENTIAL_NAMES.includes(String(name)))) {
    return told('UNAUTHENTICATED', 'no credential could log in', HINT_BY_KIND[source.kind]);
  }
  return told('INTERNAL', 'the log-in failed in a way that is not known', HINT_BY_KIND[source.kind]);
}

/** A log-in that ended without a token and without saying why. */
export function noToken(source: CredentialSource): SecretsError {
  const { backend, kind } = source;
  return new SecretsError('UNAUTHENTICATED', `${backend}: no credential could log in.`, { backend, hint: HINT_BY_KIND[kind] });
}

function refusalHint({ entraCode }: AuthorityWatch, kind: LoginKind): string {
  const known = entraCode === undefined ? undefined : HINT_BY_ENTRA_CODE[entraCode];
  return known === undefined ? HINT_BY_KIND[kind] : `${known} (AADSTS${entraCode})`;
}

function networkHint(code: string): string {
  return isTlsCode(code)
    ? 'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS can name the authority that signed it.'
    : 'Check authorityHost, and that this machine may reach it.';
}

interface ForeignError {
  readonly name?: unknown;
  readonly errorCode?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The error, its causes and the errors that it collects, down to a depth that no real one passes. */
function everyCause(error: unknown, depth = 0): ForeignError[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { cause, errors } = error as ForeignError;
  return [error, ...[cause, ...(Array.isArray(errors) ? errors : [])].flatMap((inner) => everyCause(inner, depth + 1))];
}

/** A status that the SDK's `AuthenticationError` did not make up. */
function statusOf({ name, status, statusCode }: ForeignError): number | undefined {
  if (name === 'AuthenticationError') return undefined;
  const value = status ?? statusCode;
  return typeof value === 'number' ? value : undefined;
}

function firstOf<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const value = of(item);
    if (value !== undefined) return value;
  }
  return undefined;
}
