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
export type {
  BackendCapabilities,
  BackendHarness,
  OpenSettings,
  OrReason,
  StoreFault,
} from './conformance/backend-harness.js';
export { STORE_FAULTS } from './conformance/backend-harness.js';
export type { CheckBackendOptions } from './conformance/check-backend.js';
export { checkBackend } from './conformance/check-backend.js';
export type { ConformanceReport, FailedCase, UntestedCase } from './conformance/conformance-report.js';
export { conformanceReports } from './conformance/conformance-reports.js';
export { itBehavesLikeABackend } from './conformance/it-behaves-like-a-backend.js';
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
export { ManualClock } from './manual-clock.js';
export { MemoryBackend, memory } from './memory/memory-backend.js';
export type { MemoryEntry, MemoryVersion } from './memory/memory-contents.js';
export { MemoryContents } from './memory/memory-contents.js';
export type { MemoryOptions } from './memory/memory-options.js';
export type { SecretManagerFault } from './secret-manager-server/api-fault.js';
export type { LoggedApiRequest } from './secret-manager-server/api-request-log.js';
export type { ApiRequestKind } from './secret-manager-server/api-route.js';
export type {
  GoogleTokenFault,
  GoogleTokenSource,
  LoggedGoogleTokenRequest,
} from './secret-manager-server/google-token-log.js';
export type { PermissionDenial } from './secret-manager-server/permissions.js';
export type {
  GoogleCredentialSource,
  SecretManagerOptions,
  SecretManagerServer,
} from './secret-manager-server/secret-manager-server.js';
export type {
  InitialGoogleSecret,
  SecretManagerServerOptions,
} from './secret-manager-server/secret-manager-server-options.js';
export type { ServiceAccountKey } from './secret-manager-server/service-accounts.js';
export { startSecretManagerServer } from './secret-manager-server/start-secret-manager-server.js';
export type { SecretSettings as GoogleSecretSettings } from './secret-manager-server/stored-secrets.js';
export type { Fault } from './unreliable/fault.js';
export type { FaultPlanOptions } from './unreliable/fault-plan.js';
export type {
  UnreliableBackend,
  UnreliableCall,
  UnreliableOptions,
} from './unreliable/unreliable-backend.js';
export { unreliable } from './unreliable/unreliable-backend.js';
