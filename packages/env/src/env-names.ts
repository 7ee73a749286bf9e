import type { Location, SecretKind, SecretRef } from '@chatelaine/core';
import type { EnvOptions } from './env-options.js';
import { isReservedName } from './reserved-names.js';

/**
 * The environment variables that a reference may be in, in the order in which they are asked, or why it cannot be in
 * the environment. Airflow's kinds are upper-cased and nothing else; a raw secret also has `-`, `.` and `/` as `_`.
 */
export function envNames(ref: SecretRef, options: EnvOptions): Location {
  const prefix = prefixOf(ref.kind, options);
  if (prefix === null)
    return {
      notHere: `its option ${PREFIX_OPTION[ref.kind]} is null; set it to look ${PLURAL[ref.kind]} up`,
    };
  if (/[=\0]/.test(ref.id + (ref.team ?? ''))) {
    return { notHere: 'an environment variable has no "=" and no NUL in its name' };
  }
  const id = envId(ref);
  const reserved = [id, id + (options.fileSuffix ?? '')].find((rest) => isReservedName(prefix, rest));
  if (reserved !== undefined) {
    return {
      notHere: `${prefix}${reserved} belongs to the shell, the runtime or a log-in; set secretsPrefix to keep secrets apart`,
    };
  }
  if (hasTeamForm(ref.kind) && NAMES_A_TEAM.test(id)) {
    return { notHere: 'an id of this form names what belongs to a team; ask with that team and the bare id' };
  }
  const name = prefix + id;
  if (ref.team === undefined || ref.team === '') return { names: [name] };
  if (!hasTeamForm(ref.kind)) return { notHere: `${PLURAL[ref.kind]} have no team form in the environment` };
  return { names: [`${prefix}_${ref.team.toUpperCase()}___${id}`, name] };
}

/** Whether the variables of a kind carry no prefix, so that other programs' may have the same names. */
export function sharesNames(kind: SecretKind, options: EnvOptions): boolean {
  return prefixOf(kind, options) === '';
}

/**
 * What would read the variable of a team without being it: `_`, the name of a team, `___`, and something. It is looked
 * at as it is asked for, in upper case, because a "ß" there is an "SS".
 */
const NAMES_A_TEAM = /^_[A-Z0-9-]{3,50}___./s;

const PLURAL: Readonly<Record<SecretKind, string>> = {
  connection: 'connections',
  variable: 'variables',
  config: 'config values',
  secret: 'raw secrets',
};

const PREFIX_OPTION = {
  connection: 'connectionsPrefix',
  variable: 'variablesPrefix',
  config: 'configPrefix',
  secret: 'secretsPrefix',
} as const satisfies Readonly<Record<SecretKind, keyof EnvOptions>>;

function prefixOf(kind: SecretKind, options: EnvOptions): string | null {
  return options[PREFIX_OPTION[kind]];
}

function envId(ref: SecretRef): string {
  const id = ref.id.toUpperCase();
  return ref.kind === 'secret' ? id.replaceAll(/[-./]/g, '_') : id;
}

function hasTeamForm(kind: SecretKind): boolean {
  return kind === 'connection' || kind === 'variable';
}
