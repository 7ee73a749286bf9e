import { unreached } from '@chatelaine/core/provider';
import type { LoginKind } from './credential-kind.js';

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
  '70021':
    'No federated credential of the application fits the token: check its issuer, subject and audience.',
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

/** The next step when no credential got as far as asking for a token. */
export function noCredentialHint(kind: LoginKind): string {
  return HINT_BY_KIND[kind];
}

/** The next step when the authority said no. */
export function refusalHint(entraCode: string | undefined, kind: LoginKind): string {
  const known = entraCode === undefined ? undefined : HINT_BY_ENTRA_CODE[entraCode];
  return known === undefined ? HINT_BY_KIND[kind] : `${known} (AADSTS${entraCode})`;
}

/** The next step when the authority was not reached. */
export function unreachedHint(networkCode: string | undefined): string {
  const other = 'Check authorityHost, and that this machine may reach it.';
  return unreached('its authority', networkCode ?? '', { noHost: other, other }).hint;
}
