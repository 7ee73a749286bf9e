import {
  illegalName,
  invalidOption,
  joinName,
  type NameRules,
  PREFIX_OPTION,
  PrefixNaming,
  prefixesOf,
} from '@chatelaine/core/provider';
import type { GcpOptions } from './gcp-options.js';

const DEFAULT_PREFIXES = {
  connection: 'airflow-connections',
  variable: 'airflow-variables',
  config: 'airflow-config',
  secret: '',
} as const;

const LEGAL_PART = /^[a-zA-Z0-9_-]*$/;
/** A number, `latest`, or an alias. */
const LEGAL_VERSION = /^(?:[1-9]\d{0,18}|[a-zA-Z][a-zA-Z0-9_-]{0,62})$/;

const RULES: NameRules = {
  join: joinName,
  illegalName: illegalName({
    service: 'Secret Manager',
    pattern: /^[a-zA-Z0-9_-]+$/,
    longest: 255,
    madeOf: 'letters, digits, "-" and "_"',
  }),
  illegalVersion: (version) =>
    LEGAL_VERSION.test(version) ? undefined : 'a version in Secret Manager is a number, "latest" or an alias',
  keepsPrefixEnd: true,
};

/**
 * The names of a project, by Airflow's rule: prefix, separator and id, as they are.
 *
 * @throws SecretsError `INVALID_CONFIG` for a prefix or separator with which no name would be legal
 */
export function namingOf(options: GcpOptions, backend: string): PrefixNaming {
  const { separator = '-' } = options;
  const illegal = ([...Object.values(PREFIX_OPTION), 'separator'] as const).find(
    (option) => !LEGAL_PART.test(options[option] ?? ''),
  );
  if (illegal !== undefined) {
    const hint = 'Use letters, digits, "-" and "_".';
    throw invalidOption(illegal, 'holds what no name in Secret Manager can', hint, backend);
  }
  return new PrefixNaming({
    backend,
    prefixes: prefixesOf(options, DEFAULT_PREFIXES),
    separator,
    rules: RULES,
  });
}
