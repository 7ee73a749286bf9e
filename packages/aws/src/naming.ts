import type { SecretKind } from '@chatelaine/core';
import {
  invalidOption,
  type LookupPattern,
  type NameRules,
  PrefixNaming,
  prefixesOf,
} from '@chatelaine/core/provider';
import type { AwsNameOptions } from './aws-options.js';

/** How a service of AWS builds its names. */
export interface ServiceNaming {
  readonly rules: NameRules;
  readonly prefixes: Readonly<Record<SecretKind, string>>;
  /** What stands between prefix and id. */
  readonly separator: string;
}

const PATTERN_OPTIONS = {
  connection: 'connectionsLookupPattern',
  variable: 'variablesLookupPattern',
  config: 'configLookupPattern',
} as const satisfies Partial<Record<SecretKind, keyof AwsNameOptions>>;

/**
 * The names by the options, and by the service where they are silent.
 *
 * @throws SecretsError `INVALID_CONFIG` for a lookup pattern that is no regular expression
 */
export function namingOf(
  options: AwsNameOptions,
  { rules, prefixes, separator }: ServiceNaming,
  backend: string,
): PrefixNaming {
  const patterns = Object.entries(PATTERN_OPTIONS).flatMap(([kind, option]) => {
    const source = options[option];
    return source === undefined ? [] : [[kind, lookupPattern(source, option, backend)] as const];
  });
  return new PrefixNaming({
    backend,
    prefixes: prefixesOf(options, prefixes),
    separator,
    rules,
    patterns: Object.fromEntries(patterns),
  });
}

/** As Python's `re.match` with IGNORECASE: from the start of the id, and not to its end. */
function lookupPattern(source: string, option: string, backend: string): LookupPattern {
  try {
    return { option, pattern: new RegExp(`^(?:${source})`, 'i') };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidOption(
      option,
      'is no regular expression of JavaScript',
      'Named groups are written (?<name>…), and flags inside the expression are not known.',
      backend,
    );
  }
}
