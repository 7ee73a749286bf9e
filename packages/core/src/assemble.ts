import type { SecretsBackend } from './backend.js';
import type { CacheOptions } from './cache/read-cache.js';
import { Recollection } from './cache/recollection.js';
import { chainIdentity } from './chain-identity.js';
import { checkSecretsParts } from './check-secrets-parts.js';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { SecretsError } from './errors.js';
import type { LastKnownGood } from './last-known-good.js';
import type { OnError } from './on-error.js';
import { Reads } from './reads.js';
import { ResolverChain } from './resolver-chain.js';
import { Secrets } from './secrets.js';

export interface SecretsParts {
  /** Asked in this order. Wrap one with `guarded` to give it a deadline or a policy of its own. */
  readonly backends: readonly SecretsBackend[];
  /** What follows a failure of a backend that has no policy of its own. @default 'stop' */
  readonly onError?: OnError | undefined;
  /** How answers are kept, or `false`: each call asks. @default refreshed after 4 min, fresh for 5 min, useful for 1 h */
  readonly cache?: CacheOptions | false | undefined;
  /** How connections are read: as Airflow does, or refused where that would lose something. @default 'airflow' */
  readonly connections?: 'airflow' | 'strict' | undefined;
  /** The end of the message when a reference is not found. @default where to store it */
  readonly notFoundHint?: string | undefined;
  /** Keeps answers beyond the process, so that the next one can start while a backend cannot answer. @default nothing does */
  readonly lastKnownGood?: LastKnownGood | undefined;
  readonly clock?: Clock | undefined;
  /** A number from 0 to 1, for what is jittered. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Builds the one graph of objects, for `createSecrets`, `loadSecrets` and the container module alike.
 *
 * @throws SecretsError `INVALID_CONFIG` when a part is no such part
 */
export function assemble(parts: SecretsParts): Secrets {
  checkSecretsParts(parts);
  const { backends, onError = 'stop', connections = 'airflow', cache = {} } = parts;
  const { clock = systemClock, random = Math.random, notFoundHint } = parts;
  const chain = new ResolverChain(backends, { onError, connections, clock, random });
  const recollection = recollectionOf(parts, { reading: connections, clock });
  const reads = new Reads({ chain, cache, clock, random, recollection });
  return new Secrets({ reads, clock, notFoundHint });
}

/**
 * Makes secrets from backends. No I/O: a backend connects when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG` when there is no backend, two have one label, or a part is no such part
 */
export const createSecrets = (parts: SecretsParts): Secrets => assemble(parts);

function recollectionOf(
  { backends, lastKnownGood, cache }: SecretsParts,
  { reading, clock }: { readonly reading: 'airflow' | 'strict'; readonly clock: Clock },
): Recollection | undefined {
  if (lastKnownGood === undefined) return undefined;
  if (cache === false) {
    throw new SecretsError('INVALID_CONFIG', '"lastKnownGood" needs the cache, which is off.', {
      hint: 'Remove "cache: false", or "lastKnownGood".',
    });
  }
  lastKnownGood.bindTo?.(chainIdentity(backends, reading));
  return new Recollection({ lastKnownGood, reading, clock });
}
