import type { SecretsError, SecretsErrorCode } from '../errors.js';
import type { GuardedBackend } from '../guarded.js';

/**
 * `healthy`: it answers, or was never asked. `degraded`: a request failed within the last minute, or the last one did.
 * `unreachable`: the last three requests, or all of them, reached nobody.
 */
export type HealthState = 'healthy' | 'degraded' | 'unreachable';

/** How one backend is, as its requests show it. */
export interface BackendHealth {
  /** The label of the backend. */
  readonly backend: string;
  readonly state: HealthState;
  /** When that began, in milliseconds since 1970. */
  readonly since: number;
  /** When it last answered, with whatever answer, in milliseconds since 1970; absent when it never did. */
  readonly lastAnswerAt?: number;
  /** When a request last failed, in milliseconds since 1970. */
  readonly lastFailureAt?: number;
  readonly lastFailureCode?: SecretsErrorCode;
  /** Days until the first of its kept values expires, as its store says; below 0 when one has. Leases do not count. */
  readonly daysToExpiry?: number;
}

/** How what outlives the process is. */
export interface LastKnownGoodHealth {
  /** `degraded`: the next process may find nothing, or nothing new. */
  readonly state: 'healthy' | 'degraded';
  readonly problem?: SecretsError;
}

/** How the backends are, in the order of the chain. */
export interface SecretsHealth {
  /** The worst of them all. */
  readonly state: HealthState;
  readonly backends: readonly BackendHealth[];
  /** Absent where nothing outlives the process. */
  readonly lastKnownGood?: LastKnownGoodHealth;
}

const BY_SEVERITY: readonly HealthState[] = ['unreachable', 'degraded'];

interface HealthParts {
  /** Days until the first kept value of a backend expires, by its label. */
  readonly days: ReadonlyMap<string, number>;
  readonly lastKnownGood: LastKnownGoodHealth | undefined;
}

/** How guarded backends are, and what outlives the process. */
export function healthOf(
  guarded: readonly GuardedBackend[],
  { days, lastKnownGood }: HealthParts,
): SecretsHealth {
  const backends = guarded.map(({ name, supports, traffic }) => {
    const daysToExpiry = supports?.leases === true ? undefined : days.get(name);
    return { ...traffic.health, ...(daysToExpiry === undefined ? {} : { daysToExpiry }) };
  });
  if (lastKnownGood === undefined) return { state: worstOf(backends), backends };
  return { state: worstOf([...backends, lastKnownGood]), backends, lastKnownGood };
}

function worstOf(parts: readonly { readonly state: HealthState }[]): HealthState {
  return BY_SEVERITY.find((state) => parts.some((part) => part.state === state)) ?? 'healthy';
}
