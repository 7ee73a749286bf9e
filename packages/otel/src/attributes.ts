import type { FindTrace, HitEvent, SecretRef } from '@chatelaine/core';
import type { Attributes } from '@opentelemetry/api';

/** What the events of core are called in OpenTelemetry. */
export const ATTRIBUTE = {
  kind: 'chatelaine.kind',
  backend: 'chatelaine.backend',
  outcome: 'chatelaine.outcome',
  refresh: 'chatelaine.refresh',
  cacheState: 'chatelaine.cache.state',
  cacheAge: 'chatelaine.cache.age',
  attempt: 'chatelaine.attempt',
  backendState: 'chatelaine.backend.state',
  id: 'chatelaine.id',
  version: 'chatelaine.version',
  team: 'chatelaine.team',
  names: 'chatelaine.names',
  /** https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/ */
  error: 'error.type',
} as const;

/** How a read ended: few values each, so that metrics may have them. */
export function endOf({ kind, background, backend, outcome, code }: FindTrace): Attributes {
  return {
    [ATTRIBUTE.kind]: kind,
    [ATTRIBUTE.refresh]: background,
    ...(outcome === undefined ? {} : { [ATTRIBUTE.outcome]: outcome }),
    ...(backend === undefined ? {} : { [ATTRIBUTE.backend]: backend }),
    ...(code === undefined ? {} : { [ATTRIBUTE.error]: code }),
  };
}

/** What was answered from memory. */
export function hitOf({ kind, backend, outcome, cache, code }: HitEvent): Attributes {
  return {
    [ATTRIBUTE.kind]: kind,
    [ATTRIBUTE.outcome]: outcome,
    [ATTRIBUTE.cacheState]: cache,
    ...(backend === undefined ? {} : { [ATTRIBUTE.backend]: backend }),
    ...(code === undefined ? {} : { [ATTRIBUTE.error]: code }),
  };
}

/** What was asked for, for whoever allowed it. */
export function identityOf({ id, version, team }: SecretRef): Attributes {
  return {
    [ATTRIBUTE.id]: id,
    ...(version === undefined ? {} : { [ATTRIBUTE.version]: version }),
    ...(team === undefined ? {} : { [ATTRIBUTE.team]: team }),
  };
}
