export type { AccessTokenSource } from './credential-kind.js';
export { GcpBackend, gcp } from './gcp-backend.js';
export type { GcpOptions } from './gcp-options.js';
export { provider } from './provider.js';
export type { GcpParts, SecretManagerConnection } from './secret-manager-connection.js';
