import { concludeReading } from './conclude-reading.js';
import type { ConnectionFields, ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
import { canonicalType } from './connection-type.js';
import { type CutUri, cutUri } from './cut-uri.js';
import { decodeHost } from './host.js';
import { LossList } from './losses.js';
import { cutOrdinaryUri } from './ordinary-uri.js';
import { percentDecode } from './percent-decode.js';
import { extraFromQuery } from './query.js';

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
  const uri = cutOrdinaryUri(text) ?? cutUri(text, losses);
  const { port, login, password } = uri;
  const type = canonicalType(uri.scheme);
  // Assigned one by one, because spreading what may be absent takes ten times as long.
  const fields: Writable<ConnectionFields> = { type, host: hostOf(uri, losses) };
  if (port !== undefined) fields.port = port;
  if (login !== undefined) fields.login = percentDecode(login, losses);
  if (password !== undefined) fields.password = percentDecode(password, losses);
  fields.schema = percentDecode(uri.schema, losses);
  const extra = extraFromQuery(uri.query, losses);
  if (extra !== undefined) fields.extra = extra;
  return uri.givenScheme === type ? { fields } : { fields, givenType: uri.givenScheme };
}

type Writable<Fields> = { -readonly [Key in keyof Fields]: Fields[Key] };

function hostOf(uri: CutUri, losses: LossList): string {
  const host = decodeHost(uri, losses);
  if (uri.protocol === '') return host;
  if (host !== '') return `${uri.protocol}://${host}`;
  losses.add('second-scheme-ignored');
  return host;
}
