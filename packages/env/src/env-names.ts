import type { Location, SecretKind, SecretRef } from '@chatelaine/core';
import type { EnvOptions } from './env-options.js';
import { isReservedName } from './reserved-names.js';

/**
 * The environment variables that a reference may be in, in the order in which they are asked, or why it cannot be in
 * the environment. Airflow's kinds are upper-cased and nothing else; a raw secret also has `-`, `.` and `/` as `_`.
 */
export function envNames(ref: SecretRef, options: EnvOptions): Location {
  const prefix = prefixOf(ref.kind, options);
  if (prefix === null) return { notHere: `this backend does not look ${PLURAL[ref.kind]} up` };
  if (/[=\0]/.test(ref.id + (ref.team ?? ''))) {
    return { notHere: 'an environment variable has no "=" and no NUL in its name' };
  }
  const name = prefix + envId(ref);
  if (isReservedName(prefix, envId(ref))) {
    return {
      notHere: `${name} belongs to the shell, the runtime or a log-in; set secretsPrefix to keep secrets apart`,
    };
  }
  if (ref.team === undefined || ref.team === '') return { names: [name] };
  if (!hasTeamForm(ref.kind)) return { notHere: `${PLURAL[ref.kind]} have no team form in the environment` };
  return { names: [`${prefix}_${ref.team.toUpperCase()}___${envId(ref)}`, name] };
}

/** Whether the variables of a kind carry no prefix of their own, so that other programs' may have the same names. */
export function sharesNames(kind: SecretKind, options: EnvOptions): boolean {
  return kind === 'secret' || prefixOf(kind, options) === '';
}

const PLURAL: Readonly<Record<SecretKind, string>> = {
  connection: 'connections',
  variable: 'variables',
  config: 'config values',
  secret: 'raw secrets',
};

function prefixOf(kind: SecretKind, options: EnvOptions): string | null {
  if (kind === 'connection') return options.connectionsPrefix;
  if (kind === 'variable') return options.variablesPrefix;
  return kind === 'config' ? options.configPrefix : options.secretsPrefix;
}

function envId(ref: SecretRef): string {
  const id = ref.id.toUpperCase();
  return ref.kind === 'secret' ? id.replaceAll(/[-./]/g, '_') : id;
}

function hasTeamForm(kind: SecretKind): boolean {
  return kind === 'connection' || kind === 'variable';
}
