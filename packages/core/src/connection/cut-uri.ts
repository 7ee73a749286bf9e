import type { Reading } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import type { LossList } from './losses.js';
import { type PortPlace, portFromUri } from './port.js';
import { separateType, type TypedUri } from './separate-type.js';
import { type AuthorityParts, splitAuthority } from './split-authority.js';
import { splitHosts } from './split-hosts.js';

/** A host cut out of an authority, not decoded. */
export interface CutHost {
  readonly host: string;
  /** Host and port as they stand there, where the host stands in brackets. */
  readonly bracketed: string | undefined;
  readonly port: number | undefined;
}

/** A connection URI cut into its parts, none decoded; what does not stand there is `undefined`. */
export interface CutUri extends CutHost, Pick<AuthorityParts, 'login' | 'password'> {
  /** The type, lower-case, or empty. */
  readonly scheme: string;
  /** The type with the case in which it was written. */
  readonly givenScheme: string;
  /** The second scheme, lower-case, where there are two, or empty. */
  readonly protocol: string;
  /** The hosts behind the first, where there are any: in the strict reading only. */
  readonly furtherHosts?: readonly CutHost[];
  /** The path without its first character. */
  readonly schema: string;
  readonly query: string | undefined;
}

/**
 * Cuts a connection URI as Airflow does; in the strict reading, its hosts are cut apart. Throws `INVALID_VALUE`, and notes
 * what Airflow loses.
 */
export function cutUri(text: string, losses: LossList, reading: Reading): CutUri {
  const uri = separateType(text, losses, reading);
  const authority = uri.parts.authority ?? '';
  const [first, ...others] = reading === 'strict' ? splitHosts(authority) : ([authority] as const);
  const parts = splitAuthority(first);
  const cut: CutUri = {
    scheme: uri.scheme,
    givenScheme: givenSchemeOf(text, uri),
    protocol: uri.protocol,
    login: parts.login,
    password: parts.password,
    ...cutHost(parts, () => placeOfPort(text, uri, parts, first.length)),
    schema: withoutFirst(uri.parts.path),
    query: uri.parts.query,
  };
  if (others.length === 0) return cut;
  let end = first.length;
  const furtherHosts = others.map((other) => {
    end += other.length + 1;
    const otherParts = splitAuthority(other);
    return cutHost(otherParts, () => placeOfPort(text, uri, otherParts, end));
  });
  if (cut.host !== '' && furtherHosts.every(({ host }) => host !== '')) return { ...cut, furtherHosts };
  throw invalidConnection(
    'The connection URI names several hosts, and one of them is empty.',
    'Write a "," that belongs to a host as %2C.',
  );
}

function cutHost({ host, bracketed, hostAndPort, port }: AuthorityParts, place: () => PortPlace): CutHost {
  return { host, bracketed: bracketed ? hostAndPort : undefined, port: portFromUri(port, place) };
}

/** The scheme with the case in which it was written, where it stands as such in the text. */
function givenSchemeOf(text: string, { scheme, start }: TypedUri): string {
  const given = text.slice(start, start + scheme.length);
  return given.toLowerCase() === scheme ? given : scheme;
}

/** Where a port stands that ends so many characters behind the beginning of the authority. */
function placeOfPort(
  text: string,
  { parts, offset }: TypedUri,
  { hostAndPort, port }: AuthorityParts,
  end: number,
): PortPlace {
  const authority = parts.authority ?? '';
  const start =
    offset === undefined || parts.authorityAt === undefined ? undefined : offset + parts.authorityAt;
  return {
    at: start === undefined ? undefined : start + end - (port?.length ?? 0),
    hostAndPort,
    tail: text.slice((start ?? text.indexOf(authority)) + authority.length),
  };
}

/** A path without its first character, be it a `/` or not, which may take two code units. */
function withoutFirst(path: string): string {
  return path.slice((path.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}
