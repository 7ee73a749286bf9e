import type { Env, SecretRef } from '@chatelaine/core';
import type { ConfigObject } from './config-object.js';

/** Which config to read, and in which surroundings. */
export interface LoadOptions {
  /** A path, a file URL, or the config itself. @default `CHATELAINE_CONFIG`, else the nearest chatelaine file, else Airflow's own */
  readonly config?: string | URL | ConfigObject | undefined;
  /** Which profile of the config to use. @default `CHATELAINE_PROFILE` */
  readonly profile?: string | undefined;
  /** Where the search begins, and where relative paths start that stand in no file. @default process.cwd() */
  readonly cwd?: string | undefined;
  /** @default process.env */
  readonly env?: Env | undefined;
}

export interface LoadSecretsOptions extends LoadOptions {
  /** What to read at once, as references or their text form (`connection/smtp_default`); it all must be there. */
  readonly preload?: readonly (SecretRef | string)[] | undefined;
}
