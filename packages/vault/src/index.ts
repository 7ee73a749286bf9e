export type { DynamicOptions } from './dynamic/dynamic-options.js';
export type { VaultAnswer } from './http/vault-answer.js';
export type { VaultIdentity, VaultRequest, VaultSender } from './http/vault-http.js';
export { provider } from './provider.js';
export { VaultBackend, vault } from './vault-backend.js';
export type { VaultConnection, VaultParts } from './vault-connection.js';
export type { AuthType, KindPath, VaultOptions } from './vault-options.js';
export type { WriteOptions } from './write-secret.js';
