import type { SecretRef } from '@chatelaine/core';
import { formatSecretRef } from '@chatelaine/core';

/**
 * The name of a reference in memory: its text form without the version, and a team before it. No two references share one,
 * because no `@` is left in an id or a team.
 */
export function memoryName({ kind, id, team }: SecretRef): string {
  const name = formatSecretRef({ kind, id });
  return team === undefined ? name : `${team.replaceAll('%', '%25').replaceAll('@', '%40')}@${name}`;
}
