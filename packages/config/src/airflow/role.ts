import { didYouMean, SecretsError } from '@chatelaine/core';
import { type AirflowSources, readSetting, type Setting } from './overrides.js';

/** Which keys name the backend: those of `[secrets]`, or those of `[workers]`. */
export interface BackendKeys {
  readonly section: string;
  readonly backend: string;
  readonly kwargs: string;
}

/** The class that is configured, and the keys that it came from. */
export interface ChosenBackend {
  readonly keys: BackendKeys;
  readonly backend: Setting;
}

export const SECRETS_KEYS: BackendKeys = { section: 'secrets', backend: 'backend', kwargs: 'backend_kwargs' };
const WORKERS_KEYS: BackendKeys = {
  section: 'workers',
  backend: 'secrets_backend',
  kwargs: 'secrets_backend_kwargs',
};

const ROLE = 'CHATELAINE_AIRFLOW_ROLE';
const ROLES = ['worker', 'server'];

/**
 * Chooses the backend of this process: a worker's own where one is set, else that of `[secrets]`, never both.
 *
 * @throws SecretsError `INVALID_CONFIG` when workers have a backend of their own and no role is chosen
 */
export function chooseBackend(sources: AirflowSources): ChosenBackend | undefined {
  const role = sources.env[ROLE] ?? '';
  if (role !== '' && !ROLES.includes(role)) {
    throw new SecretsError('INVALID_CONFIG', `${ROLE}: this role is not known.`, {
      hint: didYouMean(role, ROLES),
    });
  }
  const ofWorkers = role === 'server' ? undefined : configured(sources, WORKERS_KEYS);
  if (ofWorkers !== undefined && role === '') throw roleNeeded(ofWorkers.backend);
  return ofWorkers ?? configured(sources, SECRETS_KEYS);
}

function configured(sources: AirflowSources, keys: BackendKeys): ChosenBackend | undefined {
  const backend = readSetting(sources, keys.section, keys.backend);
  return backend?.text ? { keys, backend } : undefined;
}

function roleNeeded({ place }: Setting): SecretsError {
  return new SecretsError(
    'INVALID_CONFIG',
    `${place.label}: this backend is for workers, and no role is chosen.`,
    {
      field: place.field,
      hint: `Set ${ROLE}=worker to use [workers] secrets_backend, or ${ROLE}=server to use [secrets] backend.`,
    },
  );
}
