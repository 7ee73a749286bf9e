/** A server on loopback, with one login that it knows. */
export interface RunningServer {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  stop(): Promise<void>;
}

/** Whom the server lets in. */
export interface ServerLogin {
  readonly login: string;
  readonly password: string;
}
