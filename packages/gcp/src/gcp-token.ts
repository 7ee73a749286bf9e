/** An access token. */
export interface GcpToken {
  readonly token: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}
