import type { ConnectionFields } from './connection-fields.js';
import { percentEncode } from './percent-encode.js';
import { isScheme } from './split-uri.js';

const SEPARATOR = '://';

/** The hosts as they are written in a URI: the protocol, which stands before the login, and encoded names with ports. */
export interface FormattedHosts {
  readonly protocol: string;
  readonly hosts: string;
}

/**
 * Encodes the host, or several of them. The protocol of a single one becomes the second scheme of the URI where reading it
 * gives the same host again; where it does not, the protocol is encoded with the rest.
 */
export function formatHosts(
  { host = '', port, hosts }: Pick<ConnectionFields, 'host' | 'port' | 'hosts'>,
  scheme: string,
): FormattedHosts {
  if (hosts !== undefined) {
    return { protocol: '', hosts: hosts.map((one) => keepCase(one.host) + formatPort(one.port)).join(',') };
  }
  const separator = host.indexOf(SEPARATOR);
  const protocol = host.slice(0, Math.max(separator, 0));
  const name = host.slice(separator + SEPARATOR.length);
  if (separator === -1 || name === '' || !mayStandBehind(protocol, scheme)) {
    return { protocol: '', hosts: keepCase(host) + formatPort(port) };
  }
  return { protocol, hosts: keepCase(name) + formatPort(port) };
}

/** A reader removes each `type://`, even at the end of a longer word. */
const mayStandBehind = (protocol: string, scheme: string): boolean =>
  scheme !== '' && isScheme(protocol) && protocol === protocol.toLowerCase() && !protocol.endsWith(scheme);

/** A reader lower-cases a host without `/` up to its first `%`: the first upper-case letter before that is encoded. */
function keepCase(host: string): string {
  const encoded = percentEncode(host, 'host');
  if (host.includes('/')) return encoded;
  const percent = encoded.indexOf('%');
  const capital = encoded.search(/[A-Z]/);
  if (capital === -1 || (percent !== -1 && percent < capital)) return encoded;
  const code = encoded.charCodeAt(capital).toString(16);
  return `${encoded.slice(0, capital)}%${code}${encoded.slice(capital + 1)}`;
}

const formatPort = (port: number | undefined): string => (port === undefined ? '' : `:${port}`);
