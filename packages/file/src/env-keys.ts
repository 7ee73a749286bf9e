import type { SecretRef } from '@chatelaine/core';

/**
 * The keys of a reference in an `.env` file of all kinds, which uses the names of environment variables: Airflow's for
 * variables and connections, and for a raw secret its id, as it is or as an environment variable would be called.
 */
export function envKeys({ kind, id }: SecretRef): readonly string[] {
  const upper = id.toUpperCase();
  if (kind === 'variable') return [`AIRFLOW_VAR_${upper}`];
  if (kind === 'connection') return [`AIRFLOW_CONN_${upper}`];
  return kind === 'secret' ? [...new Set([id, upper.replaceAll(/[-./]/g, '_')])] : [];
}
