import { SecretsError } from '@chatelaine/core';
import type { AzureKeyVaultOptions, CredentialKind } from './azure-key-vault-options.js';

/** How a token is got: by a service principal, by one of the SDK's kinds, or by what the code gave. */
export type LoginKind = CredentialKind | 'client-secret' | 'client-certificate' | 'given';

const PROOFS = ['clientSecret', 'clientSecretFile', 'clientCertificatePath'] as const;
const SERVICE_PRINCIPAL = ['tenantId', 'clientId', ...PROOFS] as const;
const CREDENTIAL_OPTIONS = [
  ...SERVICE_PRINCIPAL,
  'managedIdentityClientId',
  'workloadIdentityTenantId',
] as const;

type CredentialOption = (typeof CREDENTIAL_OPTIONS)[number];

const TAKEN_BY: Readonly<Record<CredentialKind, readonly CredentialOption[]>> = {
  default: ['managedIdentityClientId', 'workloadIdentityTenantId'],
  'azure-cli': ['tenantId'],
  'managed-identity': ['managedIdentityClientId', 'clientId'],
  'workload-identity': ['clientId', 'tenantId', 'workloadIdentityTenantId'],
  environment: [],
};

/**
 * Chooses the credential that the options describe, and no other in its place.
 *
 * @throws SecretsError `INVALID_CONFIG` when they describe half of one, or two at once
 */
export function chooseCredential(
  options: AzureKeyVaultOptions,
  isGiven: boolean,
  backend: string,
): LoginKind {
  const present = (name: CredentialOption) => options[name] !== undefined;
  const refuse = (field: string, problem: string, hint: string): SecretsError =>
    new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, { backend, field: [field], hint });
  if (isGiven) {
    const unused = [...CREDENTIAL_OPTIONS, 'credential' as const].find((name) => options[name] !== undefined);
    if (unused === undefined) return 'given';
    throw refuse(
      unused,
      `option "${unused}" is not used beside a credential or client given in code`,
      'Remove one of the two.',
    );
  }
  if (options.credential !== undefined) {
    const taken = TAKEN_BY[options.credential];
    const unused = CREDENTIAL_OPTIONS.find((name) => present(name) && !taken.includes(name));
    if (unused === undefined) return options.credential;
    throw refuse(
      unused,
      `option "${unused}" is not used by the credential "${options.credential}"`,
      'Remove one of the two.',
    );
  }
  if (!SERVICE_PRINCIPAL.some(present)) return 'default';
  const proofs = PROOFS.filter(present);
  const missing = [
    ...(['tenantId', 'clientId'] as const).filter((name) => !present(name)),
    ...(proofs.length === 0 ? ['clientSecret'] : []),
  ];
  if (missing[0] !== undefined) {
    throw refuse(
      missing[0],
      `${quoted(missing)} missing beside ${quoted(SERVICE_PRINCIPAL.filter(present), '')}`,
      `A service principal takes tenantId, clientId and one of ${PROOFS.join(', ')}. Without all of them the default credential is used.`,
    );
  }
  if (proofs[1] !== undefined) {
    throw refuse(proofs[1], `${quoted(proofs)} given together`, 'Keep one of them.');
  }
  return proofs[0] === 'clientCertificatePath' ? 'client-certificate' : 'client-secret';
}

function quoted(names: readonly string[], verb = names.length === 1 ? ' is' : ' are'): string {
  const list = names.map((name) => `"${name}"`).join(' and ');
  return verb === '' ? list : `${names.length === 1 ? 'option' : 'options'} ${list}${verb}`;
}
