import { SecretsError } from '@chatelaine/core';

/** Where a value of Airflow's configuration stands, as a message begins. */
export interface Place {
  /** For example `airflow.cfg:4: [secrets] backend_kwargs`, or the name of an environment variable. */
  readonly label: string;
  /** Section, key and, within kwargs, the name of one; empty for a fault of the whole file. */
  readonly field: readonly string[];
}

/** Says what is wrong at a place and what to do, and nothing of what stands there. */
export function invalidAt(place: Place, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${place.label}: ${problem}`, {
    hint,
    ...(place.field.length > 0 && { field: place.field }),
  });
}
