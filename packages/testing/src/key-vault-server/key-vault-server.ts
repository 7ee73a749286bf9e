import type { DenialOptions } from './access-rules.js';
import type { CredentialSource } from './credential-environment.js';
import type { LoggedRequest } from './request-log.js';
import type { LoggedTokenRequest, TokenFault } from './token-faults.js';
import type { SecretSettings } from './vault-contents.js';
import type { VaultFault } from './vault-fault.js';

/** Options of the provider `azure-key-vault`. */
export interface VaultOptions {
  readonly vaultUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityHost: string;
  readonly disableInstanceDiscovery: true;
  readonly disableChallengeResourceVerification: true;
}

/** A running Key Vault with its Entra and its managed identity endpoints, all on 127.0.0.1. */
export interface KeyVaultServer extends AsyncDisposable {
  /** The vault, as `https://localhost:PORT`. */
  readonly url: string;
  /** The port of the vault, for a host name of your own that resolves to 127.0.0.1. */
  readonly port: number;
  /** The certificate to trust, as PEM text: `tlsOptions: { ca }`. */
  readonly ca: string;
  /** The same as a file, for `NODE_EXTRA_CA_CERTS`; gone after `close`. */
  readonly caFile: string;
  /** Entra, as `https://localhost:PORT`. */
  readonly authorityHost: string;
  readonly tenantId: string;
  /** The first client, which can log in in every way. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly objectId: string;
  /** The identity that managed identity gives when it is asked for none by name. */
  readonly systemIdentity: { readonly clientId: string; readonly objectId: string };
  /** App Service's `IDENTITY_ENDPOINT`. */
  readonly identityEndpoint: string;
  /** App Service's `IDENTITY_HEADER`. */
  readonly identityHeader: string;
  /** The metadata endpoint of virtual machines, for `AZURE_POD_IDENTITY_AUTHORITY_HOST`. */
  readonly imdsHost: string;

  /** Every request to the vault, in order of arrival, the challenged ones included. */
  readonly requests: readonly LoggedRequest[];
  /** Every request for a token, in order of arrival. */
  readonly tokenRequests: readonly LoggedTokenRequest[];
  /** The reads that carried a token, of one secret or of all. */
  reads(name?: string): LoggedRequest[];
  /** Empties both logs. */
  clearLog(): void;

  /** Writes a version and gives its id. */
  set(name: string, value: string, settings?: SecretSettings): string;
  /** Disables a version, the current one unless named. */
  disable(name: string, version?: string): void;
  /** Deletes softly: the name stays taken until it is purged or recovered. */
  delete(name: string): void;
  recover(name: string): void;
  purge(name: string): void;

  /** Takes away what a client may do, named by its client id or object id; every known client may do everything at first. */
  deny(identity: string, denial?: DenialOptions): void;
  /** Takes back every denial of that client. */
  grant(identity: string): void;

  /** Spoils the next request to the vault, or the next few; faults asked for earlier come first. */
  fault(fault: VaultFault): void;
  /** Spoils the next request for a token, or the next few. */
  faultTokens(fault: TokenFault): void;
  /** Takes back the faults that are left. */
  clearFaults(): void;
  /** Gives out this many tokens that have expired, while saying that they are fresh. @default 1 */
  issueExpiredTokens(times?: number): void;

  /** A token of the cluster that workload identity trusts; for the first client's subject unless named. */
  federatedToken(subject?: string): Promise<string>;
  /** Such a token for the first client's subject, in a file; gone after `close`. */
  federatedTokenFile(): Promise<string>;
  /** A new certificate of the first client with its private key, as one PEM file; gone after `close`. */
  certificateFile(): Promise<string>;
  /** The options with which Chatelaine's provider `azure-key-vault` reaches the vault, with the first client's secret. */
  options(): VaultOptions;
  /** The environment variables with which a child process logs in this way and trusts the server. */
  environment(source: CredentialSource): Promise<Record<string, string>>;

  /** Ends every server and every connection, and removes the files. */
  close(): Promise<void>;
}
