/** What a request asks of the vault; `unknown` is anything this server does not speak. */
export type RequestKind =
  | 'secret-read'
  | 'secret-write'
  | 'secret-update'
  | 'secret-delete'
  | 'secret-list'
  | 'version-list'
  | 'deleted-read'
  | 'deleted-list'
  | 'deleted-recover'
  | 'deleted-purge'
  | 'unknown';

/** A request's kind, with the secret and version its path names. */
export interface Route {
  readonly kind: RequestKind;
  readonly name?: string;
  readonly version?: string;
}

type Pattern = readonly [method: string, path: RegExp, kind: RequestKind];

// The first pattern that fits decides, so "versions" is never taken for a version.
const PATTERNS: readonly Pattern[] = [
  ['GET', /^\/secrets$/, 'secret-list'],
  ['GET', /^\/secrets\/(?<name>[^/]+)\/versions$/, 'version-list'],
  ['GET', /^\/secrets\/(?<name>[^/]+)(?:\/(?<version>[^/]+))?$/, 'secret-read'],
  ['PUT', /^\/secrets\/(?<name>[^/]+)$/, 'secret-write'],
  ['PATCH', /^\/secrets\/(?<name>[^/]+)(?:\/(?<version>[^/]+))?$/, 'secret-update'],
  ['DELETE', /^\/secrets\/(?<name>[^/]+)$/, 'secret-delete'],
  ['GET', /^\/deletedsecrets$/, 'deleted-list'],
  ['GET', /^\/deletedsecrets\/(?<name>[^/]+)$/, 'deleted-read'],
  ['POST', /^\/deletedsecrets\/(?<name>[^/]+)\/recover$/, 'deleted-recover'],
  ['DELETE', /^\/deletedsecrets\/(?<name>[^/]+)$/, 'deleted-purge'],
];

/** Reads an encoded path; doubled and trailing slashes, which clients do send, count for nothing. */
export function routeOf(method: string, encodedPath: string): Route {
  const path = `/${encodedPath.split('/').filter(Boolean).join('/')}`;
  for (const [expected, pattern, kind] of PATTERNS) {
    const groups = method === expected ? pattern.exec(path) : null;
    if (groups !== null) return { kind, ...decoded(groups.groups) };
  }
  return { kind: 'unknown' };
}

function decoded(groups: Readonly<Record<string, string | undefined>> = {}): Omit<Route, 'kind'> {
  const present = Object.entries(groups).filter(([, text]) => text !== undefined);
  return Object.fromEntries(present.map(([key, text]) => [key, decodeLeniently(text ?? '')]));
}

/** Percent-decodes text, or gives it back as it is when it is not well encoded. */
export function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
