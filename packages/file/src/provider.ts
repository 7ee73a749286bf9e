import type {
  JsonObject,
  JsonValue,
  ProviderContext,
  SecretsBackend,
  SecretsProvider,
} from '@chatelaine/core';
import { createBackend } from '@chatelaine/core';
import { FileBackend } from './file-backend.js';
import type { FileOptions } from './file-options.js';
import { fileOptions } from './file-options.js';

const OPTION_BY_KWARG: Readonly<Record<string, keyof FileOptions>> = {
  variables_file_path: 'variables',
  connections_file_path: 'connections',
  configs_file_path: 'configs',
};

/** Secrets from local YAML, JSON and .env files. */
export const provider: SecretsProvider<FileOptions> = {
  name: 'file',
  options: fileOptions,
  airflow: {
    classes: ['airflow.secrets.local_filesystem.LocalFilesystemBackend'],
    options: optionsFromKwargs,
  },
  create: (options, context) => new FileBackend(options, context),
};

/**
 * Local files as a backend.
 *
 * @throws SecretsError `INVALID_CONFIG` when an option is not valid
 */
export function file(options: FileOptions, context?: Partial<ProviderContext>): SecretsBackend {
  return createBackend(provider, options, context);
}

/**
 * A path that is null, empty or not given is none, and Airflow takes a backend without any. A keyword that is not known
 * keeps its name, so that it is refused by it.
 */
function optionsFromKwargs(kwargs: JsonObject): Readonly<Record<string, JsonValue>> {
  const none = Object.values(OPTION_BY_KWARG).map((option) => [option, null] as const);
  const named = Object.entries(kwargs).map(
    ([kwarg, value]) => [OPTION_BY_KWARG[kwarg] ?? kwarg, value === '' ? null : value] as const,
  );
  return Object.fromEntries([...none, ...named]);
}
