import { illegalName, joinName, type NameRules, PrefixNaming, prefixesOf } from '@chatelaine/core/provider';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';

const DEFAULT_PREFIXES = {
  connection: 'airflow-connections',
  variable: 'airflow-variables',
  config: 'airflow-config',
  secret: '',
} as const;

const LEGAL_VERSION = /^[0-9a-zA-Z]{1,64}$/;

const RULES: NameRules = {
  join: (prefix, id, separator, kind) =>
    kind === 'secret' ? joinName(prefix, id, separator) : buildPath(prefix, id, separator),
  illegalName: illegalName({
    service: 'Key Vault',
    pattern: /^[0-9a-zA-Z-]+$/,
    longest: 127,
    madeOf: 'letters, digits and "-"',
  }),
  illegalVersion: (version) =>
    LEGAL_VERSION.test(version) ? undefined : 'a version in Key Vault is 1 to 64 letters and digits',
  // Key Vault finds a name in whatever case it is written.
  identity: (name) => name.toLowerCase(),
};

/**
 * The names of a vault, by Airflow's rule: prefix, separator and id, with every underscore as the separator. Raw secrets
 * keep their id.
 */
export function namingOf(options: AzureKeyVaultOptions, backend: string): PrefixNaming {
  const { separator = '-' } = options;
  return new PrefixNaming({
    backend,
    prefixes: prefixesOf(options, DEFAULT_PREFIXES),
    separator,
    rules: RULES,
  });
}

/** Airflow's own join: everything that is an underscore becomes the separator, in the prefix too. */
export function buildPath(prefix: string, id: string, separator: string): string {
  return joinName(prefix, id, separator).replaceAll('_', () => separator);
}
