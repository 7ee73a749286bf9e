import type { SecretKind } from '../secret-ref.js';

/** The options that say what stands before the names of each kind. */
export interface PrefixOptions {
  /** Before the names of connections; `null`: never asked for them. */
  readonly connectionsPrefix?: string | null | undefined;
  /** Before the names of variables; `null`: never asked for them. */
  readonly variablesPrefix?: string | null | undefined;
  /** Before the names of config values; `null`: never asked for them. */
  readonly configPrefix?: string | null | undefined;
  /** Before the names of raw secrets; `null`: never asked for them. @default '' */
  readonly secretsPrefix?: string | null | undefined;
}

/** What stands before the names of each kind; `null`: it is never asked for. */
export type Prefixes = Readonly<Record<SecretKind, string | null>>;

/** The option that holds the prefix of each kind. */
export const PREFIX_OPTION: Readonly<Record<SecretKind, keyof PrefixOptions>> = {
  connection: 'connectionsPrefix',
  variable: 'variablesPrefix',
  config: 'configPrefix',
  secret: 'secretsPrefix',
};

/** What the options say, and the defaults where they are silent. */
export function prefixesOf(options: PrefixOptions, defaults: Readonly<Record<SecretKind, string>>): Prefixes {
  const of = (kind: SecretKind): string | null => {
    const given = options[PREFIX_OPTION[kind]];
    return given === undefined ? defaults[kind] : given;
  };
  return {
    connection: of('connection'),
    variable: of('variable'),
    config: of('config'),
    secret: of('secret'),
  };
}
