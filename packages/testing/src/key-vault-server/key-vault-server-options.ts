import type { ClientOptions } from './client-registry.js';
import type { CertifiedKey } from './self-signed-certificate.js';
import type { SecretSettings } from './vault-contents.js';

/** A secret the vault begins with: its value, or its value and what is said about it. */
export type InitialSecret = string | ({ readonly value: string } & SecretSettings);

export interface KeyVaultServerOptions {
  /** What the vault holds at the start, by name. */
  readonly secrets?: Readonly<Record<string, InitialSecret>>;
  /** The Entra tenant. @default a new one */
  readonly tenantId?: string;
  /** The applications that may log in, by client id; the first is the one `environment` speaks of. @default a new one */
  readonly clients?: Readonly<Record<string, ClientOptions>>;
  /** Names, beside localhost, that the certificate is good for, such as `contoso.vault.azure.net`. */
  readonly hostNames?: readonly string[];
  /** The port of the vault; 0 is any free one. @default 0 */
  readonly port?: number;
  /** The port of Entra, by which its tokens are known; 0 is any free one. @default 0 */
  readonly authorityPort?: number;
  /** What the server shows, so that one that is started again is still trusted. @default a new one for localhost and `hostNames` */
  readonly certificate?: CertifiedKey;
  /** The resource that the challenge names and that tokens must be for. @default 'https://vault.azure.net' */
  readonly resource?: string;
  /** The api-versions that are understood. @default every version the server knows */
  readonly apiVersions?: readonly string[];
  /** How long an access token is good for, in seconds. @default 3600 */
  readonly tokenLifetimeSeconds?: number;
  /** The time, in unix milliseconds, by which tokens expire and secrets are dated. @default Date.now */
  readonly now?: () => number;
}

/** The api-versions that Microsoft has published for secrets, the newest last. */
export const API_VERSIONS: readonly string[] = [
  '2016-10-01',
  '7.0',
  '7.1',
  '7.2',
  '7.3',
  '7.4',
  '7.5',
  '7.6-preview.2',
  '7.6',
  '2025-07-01',
  '2026-04-01',
];
