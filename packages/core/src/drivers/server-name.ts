const IPV4 = /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/;

/** The host as TLS may name it to the server: an address or a unix socket is not named (RFC 6066). */
export function serverNameOf(host: string | undefined): string | undefined {
  if (host === undefined || host.includes(':') || host.startsWith('/') || IPV4.test(host)) return undefined;
  return host;
}
