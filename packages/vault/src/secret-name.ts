import { type Location, SECRET_KINDS, type SecretKind, type SecretRef } from '@chatelaine/core';
import { hasTeamForm, whyNoTeam } from '@chatelaine/core/provider';
import type { DynamicOptions } from './dynamic/dynamic-options.js';
import type { VaultOptions } from './vault-options.js';

export interface NamingOptions {
  readonly mountPoint: string | null;
  readonly hasVersions: boolean;
  readonly folders: Readonly<Record<SecretKind, readonly string[] | null>>;
  readonly useTeamSecretsPath: boolean;
  readonly globalSecretsPath: string | undefined;
  readonly dynamic: Readonly<Record<string, DynamicOptions>>;
}

/** Where a value is in a KV engine. */
export interface KvPlace {
  readonly mount: string;
  readonly path: string;
}

/** The places that a reference may have in the order of asking, the dynamic credential that it stands for, or neither. */
export type Places =
  | { readonly kv: readonly KvPlace[] }
  | { readonly dynamic: DynamicOptions }
  | { readonly notHere: string };

const PATH_OPTION = {
  connection: 'connectionsPath',
  variable: 'variablesPath',
  config: 'configPath',
  secret: 'secretsPath',
} as const satisfies Record<SecretKind, keyof VaultOptions>;

const PROBE_ID = 'chatelaine-probe';
const LEGAL_VERSION = /^[1-9]\d{0,8}$/;
/** Vault takes what Go can print, and its router a path that needs no cleaning. */
const LEGAL_SEGMENT = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u;
const WHY_ILLEGAL =
  'a path in Vault is made of printable characters, without "..", and without an empty part between "/"';

export function namingOf(options: VaultOptions): NamingOptions {
  const folders = (given: string | readonly string[] | null | undefined, fallback: string) => {
    if (given === null) return null;
    return [given ?? fallback].flat().map((folder) => folder.replace(/\/+$/, ''));
  };
  return {
    mountPoint: options.mountPoint === undefined ? 'secret' : trimmed(options.mountPoint),
    hasVersions: options.kvEngineVersion !== 1,
    folders: {
      connection: folders(options.connectionsPath, 'connections'),
      variable: folders(options.variablesPath, 'variables'),
      config: folders(options.configPath, 'config'),
      secret: folders(options.secretsPath, ''),
    },
    useTeamSecretsPath: options.useTeamSecretsPath ?? true,
    globalSecretsPath: options.globalSecretsPath?.replace(/\/+$/, ''),
    dynamic: options.dynamic ?? {},
  };
}

export function nameOf({ mount, path }: KvPlace): string {
  return `${mount}/${path}`;
}

export function locateSecret(ref: SecretRef, naming: NamingOptions): Location {
  const places = placesOf(ref, naming);
  if ('notHere' in places) return places;
  return { names: 'dynamic' in places ? [places.dynamic.path] : places.kv.map(nameOf) };
}

/**
 * Where Airflow looks: in the folder of the kind, there in the folder of a team, and in the folder for everybody where
 * one is named. Without a folder for everybody a team sees its own alone.
 */
export function placesOf(ref: SecretRef, naming: NamingOptions): Places {
  const { kind, id, version } = ref;
  const dynamic = dynamicOf(ref, naming);
  if (dynamic !== undefined) {
    return version === undefined
      ? { dynamic }
      : { notHere: 'what Vault makes when it is asked has no version' };
  }
  const folders = naming.folders[kind];
  if (folders === null) return { notHere: `${PATH_OPTION[kind]} is null` };
  if (version !== undefined && !(naming.hasVersions && LEGAL_VERSION.test(version))) {
    return {
      notHere: naming.hasVersions
        ? 'a version in Vault is a number from 1, of at most nine digits'
        : 'version 1 of the KV engine keeps no versions',
    };
  }
  const noTeam = whyNoTeam(ref);
  if (noTeam !== undefined) return { notHere: noTeam };
  const { mount, key } = mountOf(id, naming.mountPoint);
  if (mount === undefined)
    return { notHere: 'the first part of an id names the mount, and this has one part' };
  const teams = teamFolders(ref, naming);
  if (teams.length === 0) return { notHere: 'a team with "/" in it could name the folder of another' };
  const paths = teams.flatMap((team) =>
    folders.map((folder) => [folder, team, key].filter((part) => part !== '').join('/')),
  );
  const kv = paths.map((path) => ({ mount, path })).filter((place) => key !== '' && isLegal(nameOf(place)));
  return kv.length === 0 ? { notHere: WHY_ILLEGAL } : { kv };
}

/** A place that need not exist, of the first kind that is asked for: who may read is often told by folder. */
export function probePlaceOf(naming: NamingOptions): KvPlace | undefined {
  const kind = SECRET_KINDS.find((known) => naming.folders[known] !== null);
  if (kind === undefined) return undefined;
  const places = placesOf({ kind, id: PROBE_ID }, { ...naming, dynamic: {} });
  return 'kv' in places ? places.kv[0] : undefined;
}

/** The folder in which everything of a kind is that is nobody's own, below the mount. */
export function listedFolders(kind: SecretKind, naming: NamingOptions): readonly string[] {
  const [shared = ''] = hasTeamForm(kind) ? [naming.globalSecretsPath] : [];
  return (naming.folders[kind] ?? []).map((folder) =>
    [folder, shared].filter((part) => part !== '').join('/'),
  );
}

/** What is made for an id when it is asked for. An id of a team is no other. */
function dynamicOf({ kind, id }: SecretRef, { dynamic }: NamingOptions): DynamicOptions | undefined {
  const options = Object.hasOwn(dynamic, id) ? dynamic[id] : undefined;
  return options !== undefined && (options.as ?? 'connection') === kind ? options : undefined;
}

function teamFolders(
  ref: SecretRef,
  { useTeamSecretsPath, globalSecretsPath }: NamingOptions,
): readonly string[] {
  if (!hasTeamForm(ref.kind)) return [''];
  const shared = globalSecretsPath ?? '';
  const { team = '' } = ref;
  // A team of several segments could name the folder of another.
  if (team === '' || !useTeamSecretsPath) return [shared];
  const own = team.includes('/') ? [] : [team];
  return globalSecretsPath === undefined ? own : [...own, shared];
}

function mountOf(id: string, mountPoint: string | null): { mount: string | undefined; key: string } {
  if (mountPoint !== null) return { mount: mountPoint, key: id };
  const slash = id.indexOf('/');
  if (slash < 0) return { mount: undefined, key: id };
  return { mount: id.slice(0, slash), key: id.slice(slash + 1) };
}

function isLegal(path: string): boolean {
  return (
    !path.includes('..') && path.split('/').every((segment) => segment !== '.' && LEGAL_SEGMENT.test(segment))
  );
}

function trimmed(mount: string | null): string | null {
  return mount?.replace(/\/+$/, '') ?? null;
}
