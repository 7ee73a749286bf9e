import type { SecretManagerFault } from './api-fault.js';
import type { LoggedApiRequest } from './api-request-log.js';
import type { GoogleTokenFault, LoggedGoogleTokenRequest } from './google-token-log.js';
import type { PermissionDenial } from './permissions.js';
import type { ServiceAccountKey } from './service-accounts.js';
import type { SecretSettings } from './stored-secrets.js';

/** Options of the provider `gcp`. */
export interface SecretManagerOptions {
  readonly projectId: string;
  readonly endpoint: string;
  readonly iamEndpoint: string;
  readonly location?: string;
  readonly key: ServiceAccountKey;
}

/** How a process finds its credential. */
export type GoogleCredentialSource = 'key-file' | 'authorized-user' | 'workload-identity' | 'metadata';

/** A running Secret Manager with its token endpoint, metadata server and IAM credentials, all on 127.0.0.1. */
export interface SecretManagerServer extends AsyncDisposable {
  /** Secret Manager, as `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly projectId: string;
  readonly projectNumber: string;
  /** The token endpoint, which key files name. */
  readonly tokenUri: string;
  /** IAM credentials, as `http://127.0.0.1:PORT`. */
  readonly iamEndpoint: string;
  /** For `GCE_METADATA_HOST`: `127.0.0.1:PORT`. */
  readonly metadataHost: string;
  /** The service account whose key `key` gives. */
  readonly email: string;
  /** The service account of the metadata server. */
  readonly machineAccount: string;
  /** A service account that the first one may impersonate. */
  readonly impersonatedAccount: string;

  /** Every request to Secret Manager, in order of arrival. */
  readonly requests: readonly LoggedApiRequest[];
  /** Every request for a token, in order of arrival. */
  readonly tokenRequests: readonly LoggedGoogleTokenRequest[];
  /** The reads of a payload, of one secret or of all. */
  reads(name?: string): LoggedApiRequest[];
  /** Empties both logs. */
  clearLog(): void;

  /** Adds a version, and the secret where there is none; gives the version's number. */
  set(name: string, value: string | Uint8Array, settings?: SecretSettings): string;
  /** Disables a version, the newest unless named. */
  disable(name: string, version?: string): void;
  enable(name: string, version?: string): void;
  /** Destroys the payload of a version, the newest unless named. */
  destroy(name: string, version?: string): void;
  /** Deletes a secret with all its versions. */
  delete(name: string): void;

  /** Takes away what an account may do, named by its address; every known account may do everything at first. */
  deny(email: string, denial?: PermissionDenial): void;
  /** Takes back every denial of that account. */
  grant(email: string): void;
  /** Makes an account a token creator of another, which it then may impersonate. */
  allowImpersonation(of: string, by: string): void;

  /** Spoils the next request to Secret Manager, or the next few; faults asked for earlier come first. */
  fault(fault: SecretManagerFault): void;
  /** Spoils the next request for a token, or the next few. */
  faultTokens(fault: GoogleTokenFault): void;
  /** Takes back the faults that are left. */
  clearFaults(): void;
  /** Gives out this many tokens that have expired, while saying that they are fresh. @default 1 */
  issueExpiredTokens(times?: number): void;

  /** The key of a service account, the first one unless named. */
  key(email?: string): ServiceAccountKey;
  /** Such a key as a file; gone after `close`. */
  keyFile(email?: string): Promise<string>;
  /** The file that a user's sign-in leaves behind; gone after `close`. */
  authorizedUserFile(): Promise<string>;
  /** A credential configuration for an external identity whose token is in a file; gone after `close`. */
  workloadIdentityFile(): Promise<string>;
  /** The options with which Chatelaine's provider `gcp` reaches the project, with the first account's key. */
  options(): SecretManagerOptions;
  /** The environment variables with which a process logs in this way, and by no other. */
  environment(source: GoogleCredentialSource): Promise<Record<string, string>>;

  /** Ends every server and every connection, and removes the files. */
  close(): Promise<void>;
}
