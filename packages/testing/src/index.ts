export type { CanaryOptions } from './canary/canaries.js';
export { Canaries } from './canary/canaries.js';
export type {
  BackendInput,
  CanaryRun,
  CanaryStore,
  LeakCheck,
  LeakReport,
  RunOutcome,
} from './canary/find-leaks.js';
export { findLeaks } from './canary/find-leaks.js';
export type { DefineTest } from './canary/it-leaks-nothing.js';
export { itLeaksNothing } from './canary/it-leaks-nothing.js';
export type { Leak, LeakEncoding } from './canary/leak.js';
export { formatLeak } from './canary/leak.js';
export { LeakSearch } from './canary/leak-search.js';
export type { StoredValue } from './canary/stored-values.js';
export type { DenialOptions, DenialReason } from './key-vault-server/access-rules.js';
export type { TokenSource } from './key-vault-server/client-login.js';
export type { ClientOptions } from './key-vault-server/client-registry.js';
export type { CredentialSource } from './key-vault-server/credential-environment.js';
export type { KeyVaultServer, VaultOptions } from './key-vault-server/key-vault-server.js';
export type { InitialSecret, KeyVaultServerOptions } from './key-vault-server/key-vault-server-options.js';
export { API_VERSIONS } from './key-vault-server/key-vault-server-options.js';
export type { LoggedRequest } from './key-vault-server/request-log.js';
export type { RequestKind } from './key-vault-server/route.js';
export type {
  CertifiedKey,
  SelfSignedCertificateOptions,
} from './key-vault-server/self-signed-certificate.js';
export { selfSignedCertificate } from './key-vault-server/self-signed-certificate.js';
export { startKeyVaultServer } from './key-vault-server/start-key-vault-server.js';
export type { LoggedTokenRequest, TokenFault } from './key-vault-server/token-faults.js';
export type { SecretSettings } from './key-vault-server/vault-contents.js';
export type { VaultFault } from './key-vault-server/vault-fault.js';
