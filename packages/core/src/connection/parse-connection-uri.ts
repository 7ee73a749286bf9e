import { concludeReading } from './conclude-reading.js';
import type { ConnectionFields, ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
import { canonicalType } from './connection-type.js';
import { decodeHost } from './host.js';
import { LossList } from './losses.js';
import { percentDecode } from './percent-decode.js';
import { portFromUri } from './port.js';
import { extraFromQuery } from './query.js';
import { separateType, type TypedUri } from './separate-type.js';
import { type AuthorityParts, splitAuthority } from './split-authority.js';

/**
 * Reads a connection URI, `type://login:password@host:port/schema?name=value`, as Airflow does. Throws `INVALID_VALUE`,
 * with the part, the place and the probable cause in its message and nothing of the text.
 */
export function parseConnectionUri(text: string, options: ParseConnectionOptions = {}): ParsedConnection {
  const losses = new LossList();
  return concludeReading(readUri(text, losses), losses, options);
}

/** What a URI says, before it is known whether the losses are accepted. */
export function readUri(text: string, losses: LossList): Pick<ParsedConnection, 'fields' | 'givenType'> {
  const uri = separateType(text, losses);
  const { parts, scheme } = uri;
  const authority = splitAuthority(parts.authority ?? '');
  const port = portFromUri(authority.port, () => placeOfPort(text, uri, authority));
  const login = authority.login === undefined ? undefined : percentDecode(authority.login, losses);
  const password = authority.password === undefined ? undefined : percentDecode(authority.password, losses);
  const extra = extraFromQuery(parts.query, losses);

  const type = canonicalType(scheme);
  // Assigned one by one, because spreading what may be absent takes ten times as long.
  const fields: Writable<ConnectionFields> = { type, host: hostOf(uri, authority, losses) };
  if (port !== undefined) fields.port = port;
  if (login !== undefined) fields.login = login;
  if (password !== undefined) fields.password = password;
  fields.schema = percentDecode(withoutFirst(parts.path), losses);
  if (extra !== undefined) fields.extra = extra;
  const given = givenTypeOf(text, uri);
  return given === type ? { fields } : { fields, givenType: given };
}

type Writable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

function hostOf({ protocol }: TypedUri, authority: AuthorityParts, losses: LossList): string {
  const host = decodeHost(authority, losses);
  if (protocol === '') return host;
  if (host !== '') return `${protocol}://${host}`;
  losses.add('second-scheme-ignored');
  return host;
}

/** A path without its first character, be it a `/` or not, which may take two code units. */
function withoutFirst(path: string): string {
  return path.slice((path.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}

/** The type with the case in which it was written, where it stands as such in the text. */
function givenTypeOf(text: string, { scheme, start }: TypedUri): string {
  if (text.startsWith(scheme, start)) return scheme;
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
