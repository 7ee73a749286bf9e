import type { SecretSettings } from './stored-secrets.js';

/** A secret the server begins with: its value, or its value and what is said about it. */
export type InitialGoogleSecret =
  | string
  | Uint8Array
  | ({ readonly value: string | Uint8Array } & SecretSettings);

export interface SecretManagerServerOptions {
  /** What the project holds at the start, by name. */
  readonly secrets?: Readonly<Record<string, InitialGoogleSecret>>;
  /** @default 'test-project' */
  readonly projectId?: string;
  /** The location of a regional endpoint. @default none: secrets are global */
  readonly location?: string;
  /** Addresses of service accounts beside the first one, the machine's and the impersonated one. */
  readonly serviceAccounts?: readonly string[];
  /** The port of Secret Manager; 0 is any free one. @default 0 */
  readonly port?: number;
  /** How long an access token is good for, in seconds. @default 3600 */
  readonly tokenLifetimeSeconds?: number;
  /** The time, in unix milliseconds, by which tokens expire and secrets are dated. @default Date.now */
  readonly now?: () => number;
}
