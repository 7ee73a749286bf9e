export { AzureKeyVaultBackend, azureKeyVault } from './azure-key-vault-backend.js';
export type { AzureKeyVaultOptions, CredentialKind } from './azure-key-vault-options.js';
export { provider } from './provider.js';
export type { VaultClient } from './vault-caller.js';
export type { AzureKeyVaultParts, VaultConnection } from './vault-connection.js';
export type { WriteOptions } from './write-secret.js';
