export type { SecretsParts } from './assemble.js';
export { assemble, createSecrets } from './assemble.js';
export type {
  BackendSupport,
  FindOptions,
  FindResult,
  FoundSecret,
  ListQuery,
  Location,
  PaceLimit,
  SecretChange,
  SecretDescription,
  SecretListing,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from './backend.js';
export type { CacheAges, CacheRule } from './cache/cache-ages.js';
export type { CacheState } from './cache/cache-state.js';
export type { CacheOptions } from './cache/read-cache.js';
export type { ChainStep } from './chain-step.js';
export type { Clock } from './clock.js';
export { systemClock } from './clock.js';
export { Connection } from './connection.js';
export { createBackend } from './create-backend.js';
export type { DeadlineOptions } from './deadline.js';
export { withDeadline } from './deadline.js';
export type { SafeCause, SecretsErrorCode, SecretsErrorOptions } from './errors.js';
export { SECRETS_ERROR_CODES, SecretsError } from './errors.js';
export type { ExplainedStep, Explanation } from './explanation.js';
export type { FindTrace } from './find-channel.js';
export type { BreakerOptions } from './guard/circuit-breaker.js';
export type { GuardOptions } from './guard/guard-options.js';
export type { RetryOptions } from './guard/retry.js';
export type { RetryBudgetOptions } from './guard/retry-budget.js';
export { steadyClock } from './guard/steady-clock.js';
export type { GuardedBackend } from './guarded.js';
export { guarded } from './guarded.js';
export type { SecretHandle } from './handle/secret-handle.js';
export type { UseOptions } from './handle/use-options.js';
export type {
  BackendHealth,
  HealthState,
  LastKnownGoodHealth,
  SecretsHealth,
} from './health/backend-health.js';
export type { SecretsStats } from './health/secrets-stats.js';
export type { BackendStats } from './health/traffic.js';
export type { HitEvent } from './hit-channel.js';
export type { JsonObject, JsonValue } from './json.js';
export type { KnownValue, LastKnownGood } from './last-known-good.js';
export type { ManyResult } from './many-results.js';
export { didYouMean, nearest } from './nearest.js';
export { isTlsCode, networkCodeOf } from './network-codes.js';
export type { FailureAction, OnError, OnErrorByFailure } from './on-error.js';
export { FALL_THROUGH } from './on-error.js';
export type { AirflowNames, Env, ProviderContext, SecretsProvider } from './provider.js';
export type { Answer } from './read-answer.js';
export type { FileFailure } from './regular-file.js';
export { fileFailure, readRegularFile } from './regular-file.js';
export type { Resolution, ResolveOptions } from './resolution.js';
export type { ResolverChainOptions } from './resolver-chain.js';
export { ResolverChain } from './resolver-chain.js';
export type { SafeWords } from './safe-cause.js';
export { safeCause } from './safe-cause.js';
export type { Origin } from './secret.js';
export { Secret } from './secret.js';
export type { SecretKind, SecretRef } from './secret-ref.js';
export { checkSecretRef, formatSecretRef, parseSecretRef, SECRET_KINDS } from './secret-ref.js';
export type { AnswerObserver, FindCallOptions } from './secrets.js';
export { Secrets } from './secrets.js';
export type { SharedLoginOptions } from './shared-login.js';
export { SharedLogin } from './shared-login.js';
export type { StandardIssue, StandardResult, StandardSchemaV1 } from './standard-schema.js';
export type { BackendWrapping } from './wrap-backend.js';
export { wrapBackend } from './wrap-backend.js';
