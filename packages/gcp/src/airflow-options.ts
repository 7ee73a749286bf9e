import type { JsonObject, JsonValue } from '@chatelaine/core';
import { optionsFromArguments } from '@chatelaine/core/provider';
import { OPTION_NAMES } from './gcp-options.js';

/** The arguments that Airflow calls otherwise than our options in snake_case. */
const RENAMED: Readonly<Record<string, string>> = {
  sep: 'separator',
  gcp_key_path: 'keyFile',
  gcp_keyfile_dict: 'key',
};
const AIRFLOW_PREFIXES: Readonly<Record<string, string>> = {
  connectionsPrefix: 'airflow-connections',
  variablesPrefix: 'airflow-variables',
  configPrefix: 'airflow-config',
};

/**
 * The keyword arguments of Airflow's backend as options.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow would not take
 */
export function optionsFromAirflow(kwargs: JsonObject): JsonObject {
  const options = optionsFromArguments(kwargs, {
    options: OPTION_NAMES,
    renamed: RENAMED,
    read: {
      gcp_credential_config_file: (value) =>
        isDocument(value) ? { credentialConfig: value } : { credentialConfigFile: value },
      gcp_scopes: (value) => ({ scopes: listOf(value) }),
      impersonation_chain: (value) => ({ impersonationChain: listOf(value) }),
    },
    refusal: (argument) => `Airflow's Secret Manager backend does not take ${argument}`,
  });
  return withJoinedPrefixes(options);
}

/** Airflow takes a credential configuration as a path, as an object, or as the text of one. */
function isDocument(value: JsonValue): boolean {
  return typeof value !== 'string' || value.trimStart().startsWith('{');
}

/** Airflow takes a list also as one text with commas. */
function listOf(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Here an empty prefix has no separator after it, and in Airflow it does: `""` finds `-id`. */
function withJoinedPrefixes(options: JsonObject): JsonObject {
  if (!Object.keys(AIRFLOW_PREFIXES).some((name) => options[name] === '')) return options;
  const separator = typeof options.separator === 'string' ? options.separator : '-';
  const joined = Object.entries(AIRFLOW_PREFIXES).map(([name, fallback]) => {
    const prefix = options[name] === undefined ? fallback : options[name];
    return [name, typeof prefix === 'string' ? prefix + separator : prefix];
  });
  return { ...options, ...Object.fromEntries(joined), separator: '' };
}
