import {
  ClientSecretCredential,
  type ClientSecretCredentialOptions,
  type TokenCredential,
} from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import type { KeyVaultServer } from './key-vault-server.js';

/** The options with which a credential of the Azure SDK finds and trusts the server. */
export const credentialOptions = ({
  authorityHost,
  ca,
}: KeyVaultServer): ClientSecretCredentialOptions & { tlsOptions: { ca: string } } => ({
  authorityHost: authorityHost,
  disableInstanceDiscovery: true,
  tlsOptions: { ca },
  retryOptions: { maxRetries: 0 },
});

export const clientSecretCredential = (
  vault: KeyVaultServer,
  secret: string = vault.clientSecret,
): ClientSecretCredential =>
  new ClientSecretCredential(vault.tenantId, vault.clientId, secret, credentialOptions(vault));

/** The real client, which logs in with the client secret unless given a credential. */
export const sdkClient = (
  vault: KeyVaultServer,
  credential: TokenCredential = clientSecretCredential(vault),
): SecretClient =>
  new SecretClient(vault.url, credential, {
    tlsOptions: { ca: vault.ca },
    disableChallengeResourceVerification: true,
    retryOptions: { maxRetries: 0 },
  });
