import { concludeReading } from './conclude-reading.js';
import type {
  ConnectionFields,
  HostAndPort,
  ParseConnectionOptions,
  ParsedConnection,
} from './connection-fields.js';
import { canonicalType } from './connection-type.js';
import { type CutHost, cutUri } from './cut-uri.js';
import { decodeHost } from './host.js';
import { LossList } from './losses.js';
import { cutOrdinaryUri } from './ordinary-uri.js';
import { percentDecode } from './percent-decode.js';
import { extraFromQuery } from './query.js';

/**
 * Reads a connection URI, `type://login:password@host:port/schema?name=value`, as Airflow does, and in the strict reading
 * one with several hosts (`host:port,host:port`). Throws `INVALID_VALUE`, with the part, the place and the probable cause in
 * its message and nothing of the text.
 */
export function parseConnectionUri(text: string, options: ParseConnectionOptions = {}): ParsedConnection {
  const losses = new LossList();
  return concludeReading(readUri(text, losses, options), losses, options);
}

/** What a URI says, before it is known whether the losses are accepted. */
export function readUri(
  text: string,
  losses: LossList,
  { reading = 'airflow' }: ParseConnectionOptions,
): Pick<ParsedConnection, 'fields' | 'givenType'> {
  const ordinary = cutOrdinaryUri(text);
  const isOneHost = ordinary !== undefined && (reading !== 'strict' || !ordinary.host.includes(','));
  const uri = isOneHost ? ordinary : cutUri(text, losses, reading);
  const { port, login, password, furtherHosts } = uri;
  const type = canonicalType(uri.scheme);
  // Assigned one by one, because spreading what may be absent takes ten times as long.
  const host = hostOf(uri, uri.protocol, losses);
  const fields: Writable<ConnectionFields> = { type, host };
  if (port !== undefined) fields.port = port;
  if (furtherHosts !== undefined) {
    const others = furtherHosts.map((other) => hostAndPort(hostOf(other, uri.protocol, losses), other.port));
    fields.hosts = Object.freeze([hostAndPort(host, port), ...others]);
  }
  if (login !== undefined) fields.login = percentDecode(login, losses);
  if (password !== undefined) fields.password = percentDecode(password, losses);
  fields.schema = percentDecode(uri.schema, losses);
  const extra = extraFromQuery(uri.query, losses);
  if (extra !== undefined) fields.extra = extra;
  return uri.givenScheme === type ? { fields } : { fields, givenType: uri.givenScheme };
}

type Writable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

/** Of several hosts, each has the protocol, which stands before the first. */
function hostOf(cut: CutHost, protocol: string, losses: LossList): string {
  const host = decodeHost(cut, losses);
  if (protocol === '') return host;
  if (host !== '') return `${protocol}://${host}`;
  losses.add('second-scheme-ignored');
  return host;
}

const hostAndPort = (host: string, port: number | undefined): HostAndPort =>
  Object.freeze(port === undefined ? { host } : { host, port });
