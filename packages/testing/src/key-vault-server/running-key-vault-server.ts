import type { AccessRules, DenialOptions } from './access-rules.js';
import type { ClientRegistry } from './client-registry.js';
import { type CredentialSource, credentialEnvironment } from './credential-environment.js';
import { currentVersion } from './current-version.js';
import type { KeyVaultServer, VaultOptions } from './key-vault-server.js';
import { APP_SERVICE_PATH } from './managed-identity-endpoint.js';
import type { LoggedRequest } from './request-log.js';
import { checkedName, checkedValue } from './secret-parameters.js';
import { selfSignedCertificate } from './self-signed-certificate.js';
import type { TestFiles } from './test-files.js';
import type { LoggedTokenRequest, TokenFault } from './token-faults.js';
import type { TokenIssuer } from './token-issuer.js';
import type { TokenLog } from './token-log.js';
import type { SecretSettings, VaultContents } from './vault-contents.js';
import type { VaultEndpoint } from './vault-endpoint.js';
import type { VaultFault } from './vault-fault.js';

/** What has been started, and what the levers move. */
export interface RunningParts {
  readonly vault: VaultEndpoint;
  readonly contents: VaultContents;
  readonly access: AccessRules;
  readonly clients: ClientRegistry;
  readonly issuer: TokenIssuer;
  readonly tokens: TokenLog;
  readonly files: TestFiles;
}

/** Where everything is. */
export interface Addresses {
  readonly port: number;
  readonly authorityHost: string;
  readonly imdsHost: string;
  readonly tenantId: string;
  readonly identityHeader: string;
  readonly ca: string;
  readonly caFile: string;
}

/** The addresses and levers of servers that are running; it holds no state of its own. */
export class RunningKeyVaultServer implements KeyVaultServer {
  readonly url: string;
  readonly port: number;
  readonly ca: string;
  readonly caFile: string;
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly objectId: string;
  readonly systemIdentity: { readonly clientId: string; readonly objectId: string };
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  readonly imdsHost: string;
  readonly #parts: RunningParts;
  readonly #close: () => Promise<void>;

  constructor(addresses: Addresses, parts: RunningParts, close: () => Promise<void>) {
    const { main, systemIdentity } = parts.clients;
    this.url = `https://localhost:${addresses.port}`;
    this.port = addresses.port;
    this.ca = addresses.ca;
    this.caFile = addresses.caFile;
    this.authorityHost = addresses.authorityHost;
    this.tenantId = addresses.tenantId;
    this.clientId = main.id;
    this.clientSecret = main.secret;
    this.objectId = main.objectId;
    this.systemIdentity = { clientId: systemIdentity.id, objectId: systemIdentity.objectId };
    this.identityEndpoint = `${addresses.imdsHost}${APP_SERVICE_PATH}`;
    this.identityHeader = addresses.identityHeader;
    this.imdsHost = addresses.imdsHost;
    this.#parts = parts;
    this.#close = close;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#parts.vault.requests;
  }

  get tokenRequests(): readonly LoggedTokenRequest[] {
    return this.#parts.tokens.entries;
  }

  reads(name?: string): LoggedRequest[] {
    const wanted = name?.toLowerCase();
    return this.requests.filter(
      (each) =>
        each.kind === 'secret-read' &&
        each.authorization &&
        (wanted === undefined || each.name?.toLowerCase() === wanted),
    );
  }

  clearLog(): void {
    this.#parts.vault.requests.length = 0;
    this.#parts.tokens.entries.length = 0;
  }

  set(name: string, value: string, settings?: SecretSettings): string {
    const secret = this.#parts.contents.set(checkedName(name), checkedValue(value), settings);
    return currentVersion(secret).version;
  }

  disable(name: string, version?: string): void {
    this.#parts.contents.update(name, version, { enabled: false });
  }

  delete(name: string): void {
    this.#parts.contents.delete(name);
  }

  recover(name: string): void {
    this.#parts.contents.recover(name);
  }

  purge(name: string): void {
    this.#parts.contents.purge(name);
  }

  deny(identity: string, denial: DenialOptions = {}): void {
    this.#parts.access.deny(identity, denial);
  }

  grant(identity: string): void {
    this.#parts.access.grant(identity);
  }

  fault(fault: VaultFault): void {
    this.#parts.vault.faults.add(fault);
  }

  faultTokens(fault: TokenFault): void {
    this.#parts.tokens.faults.add(fault);
  }

  clearFaults(): void {
    this.#parts.vault.faults.clear();
    this.#parts.tokens.faults.clear();
  }

  issueExpiredTokens(times = 1): void {
    this.#parts.issuer.issueExpired(times);
  }

  federatedToken(subject?: string): Promise<string> {
    const { issuer, clients } = this.#parts;
    return issuer.federatedToken(subject ?? clients.main.federatedSubject);
  }

  async certificateFile(): Promise<string> {
    const { clients, files } = this.#parts;
    const { certificate, privateKey } = await selfSignedCertificate({
      commonName: clients.main.id,
      keyType: 'rsa',
    });
    clients.main.certificates.push(certificate);
    return files.write('client.pem', `${privateKey}${certificate}`);
  }

  options(): VaultOptions {
    const { url: vaultUrl, tenantId, clientId, clientSecret, authorityHost } = this;
    return {
      vaultUrl,
      tenantId,
      clientId,
      clientSecret,
      authorityHost,
      disableInstanceDiscovery: true,
      disableChallengeResourceVerification: true,
    };
  }

  environment(source: CredentialSource): Promise<Record<string, string>> {
    return credentialEnvironment(source, this);
  }

  async federatedTokenFile(): Promise<string> {
    return this.#parts.files.write('federated-token', await this.federatedToken());
  }

  close(): Promise<void> {
    return this.#close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
