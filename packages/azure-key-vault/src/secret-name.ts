import type { Location, SecretRef } from '@chatelaine/core';

export interface NamingOptions {
  readonly connectionsPrefix: string | null;
  readonly variablesPrefix: string | null;
  readonly configPrefix: string | null;
  readonly secretsPrefix: string | null;
  readonly separator: string;
}

const PREFIX_OPTION = {
  connection: 'connectionsPrefix',
  variable: 'variablesPrefix',
  config: 'configPrefix',
  secret: 'secretsPrefix',
} as const satisfies Record<SecretRef['kind'], keyof NamingOptions>;

const TEAM_KINDS: readonly SecretRef['kind'][] = ['connection', 'variable'];
const LEGAL_NAME = /^[0-9a-zA-Z-]{1,127}$/;
const LEGAL_VERSION = /^[0-9a-zA-Z]{1,64}$/;

/**
 * The names in the vault that a reference may have, in the order of asking, by Airflow's rule: prefix, separator and id,
 * with every underscore as the separator. A team's own name comes before the global one. Raw secrets keep their id.
 */
export function locateSecret(ref: SecretRef, naming: NamingOptions): Location {
  const option = PREFIX_OPTION[ref.kind];
  const prefix = naming[option];
  if (prefix === null) return { notHere: `${option} is null` };
  if (ref.version !== undefined && !LEGAL_VERSION.test(ref.version)) {
    return { notHere: 'a version in Key Vault is 1 to 64 letters and digits' };
  }
  if (hasTeam(ref) && !TEAM_KINDS.includes(ref.kind))
    return { notHere: 'only connections and variables have a team form' };
  const names = candidateNames(ref, stripEnd(prefix, naming.separator), naming.separator);
  const legal = names.filter((name) => LEGAL_NAME.test(name));
  if (legal.length === 0) return { notHere: whyIllegal(names.at(-1) ?? '') };
  // Key Vault finds a name in whatever case it is written.
  return { names: legal, identity: legal.join('/').toLowerCase() };
}

/** Airflow's own join: everything that is an underscore becomes the separator, in the prefix too. */
export function buildPath(prefix: string, id: string, separator: string): string {
  return join(prefix, id, separator).replaceAll('_', () => separator);
}

function candidateNames(ref: SecretRef, prefix: string, separator: string): string[] {
  if (ref.kind === 'secret') return [join(prefix, ref.id, separator)];
  const global = buildPath(prefix, ref.id, separator);
  return hasTeam(ref) ? [buildPath(prefix, `${ref.team}--${ref.id}`, separator), global] : [global];
}

/** An empty team is none, as in Airflow. */
function hasTeam({ team }: SecretRef): boolean {
  return team !== undefined && team !== '';
}

function join(prefix: string, id: string, separator: string): string {
  return prefix === '' ? id : `${prefix}${separator}${id}`;
}

/** As Python's `rstrip`: the separator is a set of characters. */
function stripEnd(prefix: string, characters: string): string {
  let end = prefix.length;
  while (end > 0 && characters.includes(prefix.charAt(end - 1))) end -= 1;
  return prefix.slice(0, end);
}

function whyIllegal(name: string): string {
  return name.length > 127
    ? `its name would have ${name.length} characters, and Key Vault allows 127`
    : 'a name in Key Vault is made of letters, digits and "-"';
}
