/** What a request asks of Secret Manager; `unknown` is anything this server does not speak. */
export type ApiRequestKind =
  | 'version-access'
  | 'version-get'
  | 'version-list'
  | 'version-add'
  | 'version-enable'
  | 'version-disable'
  | 'version-destroy'
  | 'secret-get'
  | 'secret-list'
  | 'secret-create'
  | 'secret-delete'
  | 'unknown';

/** A request's kind, with the project, location, secret and version that its path names. */
export interface ApiRoute {
  readonly kind: ApiRequestKind;
  readonly project?: string;
  readonly location?: string;
  readonly name?: string;
  readonly version?: string;
}

const PARENT = '^/v1/projects/(?<project>[^/:]+)(?:/locations/(?<location>[^/:]+))?';
const SECRET = `${PARENT}/secrets/(?<name>[^/:]+)`;
const VERSION = `${SECRET}/versions/(?<version>[^/:]+)`;

type Pattern = readonly [method: string, path: RegExp, kind: ApiRequestKind];

const PATTERNS: readonly Pattern[] = [
  ['GET', new RegExp(`${VERSION}:access$`), 'version-access'],
  ['GET', new RegExp(`${VERSION}$`), 'version-get'],
  ['POST', new RegExp(`${VERSION}:enable$`), 'version-enable'],
  ['POST', new RegExp(`${VERSION}:disable$`), 'version-disable'],
  ['POST', new RegExp(`${VERSION}:destroy$`), 'version-destroy'],
  ['GET', new RegExp(`${SECRET}/versions$`), 'version-list'],
  ['POST', new RegExp(`${SECRET}:addVersion$`), 'version-add'],
  ['GET', new RegExp(`${SECRET}$`), 'secret-get'],
  ['DELETE', new RegExp(`${SECRET}$`), 'secret-delete'],
  ['GET', new RegExp(`${PARENT}/secrets$`), 'secret-list'],
  ['POST', new RegExp(`${PARENT}/secrets$`), 'secret-create'],
];

/** The permission that each kind of request needs. */
export const PERMISSION: Readonly<Record<ApiRequestKind, string>> = {
  'version-access': 'secretmanager.versions.access',
  'version-get': 'secretmanager.versions.get',
  'version-list': 'secretmanager.versions.list',
  'version-add': 'secretmanager.versions.add',
  'version-enable': 'secretmanager.versions.enable',
  'version-disable': 'secretmanager.versions.disable',
  'version-destroy': 'secretmanager.versions.destroy',
  'secret-get': 'secretmanager.secrets.get',
  'secret-list': 'secretmanager.secrets.list',
  'secret-create': 'secretmanager.secrets.create',
  'secret-delete': 'secretmanager.secrets.delete',
  unknown: 'secretmanager.unknown',
};

/** Reads a path as it came, without the query. */
export function apiRouteOf(method: string, path: string): ApiRoute {
  for (const [expected, pattern, kind] of PATTERNS) {
    const groups = method === expected ? pattern.exec(path)?.groups : undefined;
    if (groups === undefined) continue;
    const present = Object.entries(groups).filter(([, text]) => text !== undefined);
    return { kind, ...Object.fromEntries(present) };
  }
  return { kind: 'unknown' };
}
