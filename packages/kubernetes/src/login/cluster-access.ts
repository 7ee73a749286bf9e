/** Where an API server is, how it is known, and how it knows us. */
export interface ClusterAccess {
  /** The origin, and the path before every request where a proxy wants one. */
  readonly server: string;
  /** PEM text of the authorities that sign its certificate. @default Node's own */
  readonly ca?: string | undefined;
  /** The name in its certificate, where it is not the address. */
  readonly serverName?: string | undefined;
  readonly token?: string | undefined;
  /** PEM text of a client certificate. */
  readonly certificate?: string | undefined;
  /** PEM text of its key. */
  readonly key?: string | undefined;
  /** The namespace to read, when the options name none. */
  readonly namespace?: string | undefined;
}
