import { type Env, FALL_THROUGH } from '@chatelaine/core';
import type { BackendConfig, ChainConfig } from '../chain-config.js';
import { AirflowBackend } from './airflow-backend.js';
import { readAirflowFile } from './airflow-file.js';
import { knownClass } from './known-class.js';
import { readKwargs } from './kwargs.js';
import type { AirflowSources } from './overrides.js';
import { chooseBackend } from './role.js';

/** What Airflow's configuration is read from. */
export interface AirflowInput {
  readonly env: Env;
  /** What `~` stands for. */
  readonly homeDirectory: string;
  /** Where a relative `AIRFLOW_CONFIG` starts from. @default the process's */
  readonly workingDirectory?: string;
}

/**
 * Reads the chain that Airflow's configuration describes, its environment overrides first, then its file: one backend,
 * then the environment, and every failure falls through. Nothing is given where no backend is configured.
 *
 * @throws SecretsError `INVALID_CONFIG` naming the file and line, or the environment variable, and no value
 */
export async function readAirflowConfig(input: AirflowInput): Promise<ChainConfig | undefined> {
  const { env, homeDirectory, workingDirectory = process.cwd() } = input;
  const file = await readAirflowFile({ env, homeDirectory }, workingDirectory);
  const sources: AirflowSources = { env, homeDirectory, file };
  const chosen = chooseBackend(sources);
  if (chosen === undefined) return undefined;
  const backend = new AirflowBackend(knownClass(chosen.backend), readKwargs(sources, chosen.keys));
  return {
    source: file?.source ?? chosen.backend.place.label,
    directory: file?.directory ?? workingDirectory,
    onError: FALL_THROUGH,
    backends: backend.provider === ENVIRONMENT.provider ? [backend] : [backend, ENVIRONMENT],
  };
}

/** What Airflow asks after the backend that is configured. */
const ENVIRONMENT: BackendConfig = {
  name: 'env',
  provider: 'env',
  optionsFor: () => undefined,
  blame: (error) => error,
  blameCall: (error) => error,
};
