import type { SecretsBackend } from './backend.js';
import type { Clock } from './clock.js';
import type { JsonObject } from './json.js';
import type { StandardSchemaV1 } from './standard-schema.js';

/** Environment variables, as `process.env` has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What surrounds a backend, handed to it so that nothing is reached for. */
export interface ProviderContext {
  /** The backend's label. */
  readonly name: string;
  /** The folder that relative paths in the options start from: the config file's, or the working directory. */
  readonly directory: string;
  /** The environment, read when asked. */
  readonly env: Env;
  readonly clock: Clock;
}

/** What a provider package contributes: how to check options and how to create a backend from them. */
export interface SecretsProvider<Options> {
  /** The word in config files, for example "azure-key-vault". */
  readonly name: string;
  /** Checks options; absent: the provider takes none. A schema that answers asynchronously is refused. */
  readonly options?: StandardSchemaV1<unknown, Options>;
  /** How `airflow.cfg` names this provider. */
  readonly airflow?: AirflowNames;
  /** Builds the backend. No I/O: connect, log in and load SDKs when first asked. */
  create(options: Options, context: ProviderContext): SecretsBackend;
}

export interface AirflowNames {
  /** Dotted class names, current and retired. */
  readonly classes: readonly string[];
  /** Airflow's keyword arguments as options of this provider. @default each key from snake_case to camelCase */
  options?(kwargs: JsonObject): unknown;
}
