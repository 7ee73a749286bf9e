/** The part of Node's TLS options that a connection decides, as every driver here takes it. */
export interface TlsOptions {
  /** Whether the server's certificate must come from a trusted authority. */
  readonly rejectUnauthorized: boolean;
  /** Given where the certificate may be for any host name. */
  readonly checkServerIdentity?: () => undefined;
  /** Trusted authorities, as PEM text. Absent: Node's own list. */
  readonly ca?: string;
  readonly crl?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export const TLS_VERSIONS: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** Takes a certificate for any host name, as long as a trusted authority signed it. */
export const anyHostName = (): undefined => undefined;
