export { AzureKeyVaultBackend, azureKeyVault } from './azure-key-vault-backend.js';
export type { AzureKeyVaultOptions, CredentialKind } from './azure-key-vault-options.js';
export { provider } from './provider.js';
export type { SecretReader } from './read-secret.js';
export type { AzureKeyVaultParts, VaultConnection } from './vault-connection.js';
