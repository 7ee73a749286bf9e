import type { LossList } from './losses.js';
import { portFromUri } from './port.js';
import { separateType, type TypedUri } from './separate-type.js';
import { type AuthorityParts, splitAuthority } from './split-authority.js';

/** A connection URI cut into its parts, none decoded; what does not stand there is `undefined`. */
export interface CutUri extends Pick<AuthorityParts, 'login' | 'password' | 'host'> {
  /** The type, lower-case, or empty. */
  readonly scheme: string;
  /** The type with the case in which it was written. */
  readonly givenScheme: string;
  /** The second scheme, lower-case, where there are two, or empty. */
  readonly protocol: string;
  /** Everything after the last `@`, where the host stands in brackets. */
  readonly bracketed: string | undefined;
  readonly port: number | undefined;
  /** The path without its first character. */
  readonly schema: string;
  readonly query: string | undefined;
}

/** Cuts a connection URI as Airflow does. Throws `INVALID_VALUE`, and notes what Airflow loses. */
export function cutUri(text: string, losses: LossList): CutUri {
  const uri = separateType(text, losses);
  const authority = splitAuthority(uri.parts.authority ?? '');
  return {
    scheme: uri.scheme,
    givenScheme: givenSchemeOf(text, uri),
    protocol: uri.protocol,
    login: authority.login,
    password: authority.password,
    host: authority.host,
    bracketed: authority.bracketed ? authority.hostAndPort : undefined,
    port: portFromUri(authority.port, () => placeOfPort(text, uri, authority)),
    schema: withoutFirst(uri.parts.path),
    query: uri.parts.query,
  };
}

/** The scheme with the case in which it was written, where it stands as such in the text. */
function givenSchemeOf(text: string, { scheme, start }: TypedUri): string {
  const given = text.slice(start, start + scheme.length);
  return given.toLowerCase() === scheme ? given : scheme;
}

function placeOfPort(text: string, { parts, offset }: TypedUri, { hostAndPort, port }: AuthorityParts) {
  const authority = parts.authority ?? '';
  const start =
    offset === undefined || parts.authorityAt === undefined ? undefined : offset + parts.authorityAt;
  const end = start === undefined ? text.indexOf(authority) + authority.length : start + authority.length;
  return {
    at: start === undefined ? undefined : end - (port?.length ?? 0),
    hostAndPort,
    tail: text.slice(end),
  };
}

/** A path without its first character, be it a `/` or not, which may take two code units. */
function withoutFirst(path: string): string {
  return path.slice((path.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}
