export type { ConfigObject, LoadOptions } from '@chatelaine/config';
export { loadSecrets } from '@chatelaine/config';
export type {
  BackendSupport,
  Clock,
  Env,
  ExplainedStep,
  Explanation,
  FindCallOptions,
  FindOptions,
  FoundSecret,
  GuardedBackend,
  GuardOptions,
  JsonObject,
  JsonValue,
  Location,
  OnError,
  Origin,
  ProviderContext,
  SecretKind,
  SecretRef,
  SecretsBackend,
  SecretsErrorCode,
  SecretsErrorOptions,
  SecretsParts,
  SecretsProvider,
  SecretValue,
} from '@chatelaine/core';
export {
  Connection,
  createBackend,
  createSecrets,
  formatSecretRef,
  guarded,
  parseSecretRef,
  Secret,
  Secrets,
  SecretsError,
} from '@chatelaine/core';
export type { ConnectionFields, Loss } from '@chatelaine/core/connection';
export { env } from '@chatelaine/env';
export { file } from '@chatelaine/file';
