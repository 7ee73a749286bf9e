import { didYouMean, type JsonObject, SecretsError } from '@chatelaine/core';
import { OPTION_NAMES } from './azure-key-vault-options.js';

/** The arguments that Airflow calls otherwise than our options in snake_case. */
const RENAMED: Readonly<Record<string, string>> = { sep: 'separator' };
const PLAIN_KEY = /^[a-z][a-z0-9_]{0,39}$/;

/**
 * The keyword arguments of Airflow's backend as options. An empty string or null is absent, but not for prefixes and the
 * separator.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow would hand to its SDK
 */
export function optionsFromAirflow(kwargs: JsonObject): JsonObject {
  const options: Record<string, JsonObject[string]> = {};
  for (const [key, value] of Object.entries(kwargs)) {
    const option = RENAMED[key] ?? camelCase(key);
    if (!OPTION_NAMES.includes(option)) throw unknownArgument(key);
    const mayBeEmpty = option === 'separator' || option.endsWith('Prefix');
    if (mayBeEmpty || (value !== '' && value !== null)) options[option] = value;
  }
  return options;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function unknownArgument(key: string): SecretsError {
  const known = [...OPTION_NAMES.filter((name) => name !== 'separator').map(snakeCase), 'sep'];
  const label = PLAIN_KEY.test(key) ? `the argument "${key}"` : 'an argument';
  return new SecretsError('INVALID_CONFIG', `Airflow would hand ${label} to the Azure SDK for Python.`, {
    field: [key],
    hint: `There is no such option here. ${didYouMean(key, known)}`,
  });
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
