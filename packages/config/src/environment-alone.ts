import type { ChainConfig } from './chain-config.js';

/** The chain when there is no config: Airflow's variables, as they stand in the environment. */
export function environmentAlone(directory: string, note: string): ChainConfig {
  return {
    source: 'the environment alone',
    directory,
    note,
    backends: [
      {
        name: 'env',
        provider: 'env',
        optionsFor: () => undefined,
        blame: (error) => error,
        blameCall: (error) => error,
      },
    ],
  };
}
