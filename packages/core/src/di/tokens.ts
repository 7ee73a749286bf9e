import type { ServiceIdentifier } from 'inversify';
import type { SecretsBackend } from '../backend.js';
import type { CacheOptions } from '../cache/read-cache.js';
import type { LastKnownGood } from '../last-known-good.js';
import type { OnError } from '../on-error.js';
import type { ProviderContext } from '../provider.js';
import type { Secrets } from '../secrets.js';

/** The extension points, by `Symbol.for`, so that two copies of core agree. */
export const TOKENS: {
  /** Multi-bound: the chain asks backends in the order in which they were bound. */
  readonly Backend: ServiceIdentifier<SecretsBackend>;
  readonly ProviderContext: ServiceIdentifier<ProviderContext>;
  readonly OnError: ServiceIdentifier<OnError>;
  readonly Connections: ServiceIdentifier<'airflow' | 'strict'>;
  readonly Cache: ServiceIdentifier<CacheOptions | false>;
  readonly LastKnownGood: ServiceIdentifier<LastKnownGood>;
  readonly NotFoundHint: ServiceIdentifier<string>;
  readonly Secrets: ServiceIdentifier<Secrets>;
} = {
  Backend: Symbol.for('chatelaine.SecretsBackend'),
  ProviderContext: Symbol.for('chatelaine.ProviderContext'),
  OnError: Symbol.for('chatelaine.OnError'),
  Connections: Symbol.for('chatelaine.Connections'),
  Cache: Symbol.for('chatelaine.Cache'),
  LastKnownGood: Symbol.for('chatelaine.LastKnownGood'),
  NotFoundHint: Symbol.for('chatelaine.NotFoundHint'),
  Secrets: Symbol.for('chatelaine.Secrets'),
};
