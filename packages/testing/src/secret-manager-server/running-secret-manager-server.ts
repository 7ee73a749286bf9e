import type { AccessTokens } from './access-tokens.js';
import type { ApiEndpoint } from './api-endpoint.js';
import type { SecretManagerFault } from './api-fault.js';
import type { LoggedApiRequest } from './api-request-log.js';
import type { CredentialFiles } from './credential-files.js';
import type { GoogleTokenFault, GoogleTokenLog, LoggedGoogleTokenRequest } from './google-token-log.js';
import type { PermissionDenial, Permissions } from './permissions.js';
import type {
  GoogleCredentialSource,
  SecretManagerOptions,
  SecretManagerServer,
} from './secret-manager-server.js';
import type { ServiceAccountKey, ServiceAccounts } from './service-accounts.js';
import type { SecretSettings, StoredSecrets } from './stored-secrets.js';

/** What has been started, and what the levers move. */
export interface RunningParts {
  readonly api: ApiEndpoint;
  readonly secrets: StoredSecrets;
  readonly permissions: Permissions;
  readonly accounts: ServiceAccounts;
  readonly tokens: AccessTokens;
  readonly log: GoogleTokenLog;
  readonly files: CredentialFiles;
}

/** Where everything is. */
export type SecretManagerAddresses = Pick<
  SecretManagerServer,
  | 'url'
  | 'projectId'
  | 'projectNumber'
  | 'tokenUri'
  | 'iamEndpoint'
  | 'metadataHost'
  | 'email'
  | 'machineAccount'
  | 'impersonatedAccount'
> & { readonly location: string | undefined };

/** The addresses and levers of servers that are running; it holds no state of its own. */
export class RunningSecretManagerServer implements SecretManagerServer {
  readonly url: string;
  readonly projectId: string;
  readonly projectNumber: string;
  readonly tokenUri: string;
  readonly iamEndpoint: string;
  readonly metadataHost: string;
  readonly email: string;
  readonly machineAccount: string;
  readonly impersonatedAccount: string;
  readonly #location: string | undefined;
  readonly #parts: RunningParts;
  readonly #close: () => Promise<void>;

  constructor(addresses: SecretManagerAddresses, parts: RunningParts, close: () => Promise<void>) {
    this.url = addresses.url;
    this.projectId = addresses.projectId;
    this.projectNumber = addresses.projectNumber;
    this.tokenUri = addresses.tokenUri;
    this.iamEndpoint = addresses.iamEndpoint;
    this.metadataHost = addresses.metadataHost;
    this.email = addresses.email;
    this.machineAccount = addresses.machineAccount;
    this.impersonatedAccount = addresses.impersonatedAccount;
    this.#location = addresses.location;
    this.#parts = parts;
    this.#close = close;
  }

  get requests(): readonly LoggedApiRequest[] {
    return this.#parts.api.requests;
  }

  get tokenRequests(): readonly LoggedGoogleTokenRequest[] {
    return this.#parts.log.entries;
  }

  reads(name?: string): LoggedApiRequest[] {
    return this.requests.filter(
      (each) => each.kind === 'version-access' && (name === undefined || each.name === name),
    );
  }

  clearLog(): void {
    this.#parts.api.requests.length = 0;
    this.#parts.log.entries.length = 0;
  }

  set(name: string, value: string | Uint8Array, settings?: SecretSettings): string {
    const { secrets } = this.#parts;
    if (!secrets.has(name)) secrets.create(name, settings);
    return String(secrets.add(name, Buffer.from(value)).number);
  }

  disable(name: string, version = 'latest'): void {
    this.#parts.secrets.change(name, version, 'DISABLED');
  }

  enable(name: string, version = 'latest'): void {
    this.#parts.secrets.change(name, version, 'ENABLED');
  }

  destroy(name: string, version = 'latest'): void {
    this.#parts.secrets.change(name, version, 'DESTROYED');
  }

  delete(name: string): void {
    this.#parts.secrets.delete(name);
  }

  deny(email: string, denial: PermissionDenial = {}): void {
    this.#parts.permissions.deny(email, denial);
  }

  grant(email: string): void {
    this.#parts.permissions.grant(email);
  }

  allowImpersonation(of: string, by: string): void {
    this.#parts.accounts.known(of).tokenCreators.add(by);
  }

  fault(fault: SecretManagerFault): void {
    this.#parts.api.faults.add(fault);
  }

  faultTokens(fault: GoogleTokenFault): void {
    this.#parts.log.faults.add(fault);
  }

  clearFaults(): void {
    this.#parts.api.faults.clear();
    this.#parts.log.faults.clear();
  }

  issueExpiredTokens(times = 1): void {
    this.#parts.tokens.issueExpired(times);
  }

  key(email: string = this.email): ServiceAccountKey {
    return this.#parts.files.keyOf(this.#parts.accounts.known(email));
  }

  keyFile(email: string = this.email): Promise<string> {
    return this.#parts.files.keyFile(this.#parts.accounts.known(email));
  }

  authorizedUserFile(): Promise<string> {
    return this.#parts.files.authorizedUserFile();
  }

  workloadIdentityFile(): Promise<string> {
    return this.#parts.files.workloadIdentityFile();
  }

  options(): SecretManagerOptions {
    const { projectId, url: endpoint, iamEndpoint } = this;
    const location = this.#location === undefined ? {} : { location: this.#location };
    return { projectId, endpoint, iamEndpoint, ...location, key: this.key() };
  }

  environment(source: GoogleCredentialSource): Promise<Record<string, string>> {
    return this.#parts.files.environment(source, this.#parts.accounts.known(this.email));
  }

  close(): Promise<void> {
    return this.#close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
