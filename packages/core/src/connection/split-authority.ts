/** An authority cut into its parts, none decoded; what does not stand there is `undefined`. */
export interface AuthorityParts {
  readonly login: string | undefined;
  readonly password: string | undefined;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly bracketed: boolean;
  readonly port: string | undefined;
  /** Everything after the last `@`. */
  readonly hostAndPort: string;
}

/** Cuts at the last `@`, and there: at the first `:` before it, and at the first `:` after it that is not in brackets. */
export function splitAuthority(authority: string): AuthorityParts {
  const at = authority.lastIndexOf('@');
  const userInfo = at === -1 ? undefined : authority.slice(0, at);
  const colon = userInfo === undefined ? -1 : userInfo.indexOf(':');
  const hostAndPort = at === -1 ? authority : authority.slice(at + 1);
  const open = hostAndPort.indexOf('[');
  const hostEnd = open === -1 ? 0 : hostAndPort.indexOf(']', open);
  const portColon = hostAndPort.indexOf(':', hostEnd === -1 ? hostAndPort.length : hostEnd);
  const port = portColon === -1 ? '' : hostAndPort.slice(portColon + 1);
  return {
    login: colon === -1 ? userInfo : userInfo?.slice(0, colon),
    password: colon === -1 ? undefined : userInfo?.slice(colon + 1),
    host:
      open === -1
        ? hostAndPort.slice(0, portColon === -1 ? undefined : portColon)
        : hostAndPort.slice(open + 1, hostEnd === -1 ? undefined : hostEnd),
    bracketed: open !== -1,
    port: port === '' ? undefined : port,
    hostAndPort,
  };
}
