import { randomUUID } from 'node:crypto';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { AzureKeyVaultOptions } from '@chatelaine/azure-key-vault';
import { selfSignedCertificate } from '@chatelaine/testing';
import { freePort } from '../support/servers/free-port.js';
import type { KeyVaultOrder } from './key-vault-child.js';
import { ObedientChild } from './obedient-child.js';

const CHILD = fileURLToPath(new URL('./key-vault-child.js', import.meta.url));

type StartOptions = Extract<KeyVaultOrder, { start: object }>['start'];

/** What stays when it is started again. */
type Place = Required<Pick<StartOptions, 'port' | 'authorityPort' | 'certificate'>>;

/** A Key Vault server in a process of its own, which can be killed and comes back at the same place. */
export class KeyVaultProcess {
  readonly #start: StartOptions & Place;
  readonly #login: { readonly tenantId: string; readonly clientId: string; readonly clientSecret: string };
  readonly #values = new Map<string, string>();
  #child: ObedientChild | undefined;

  static async start(): Promise<KeyVaultProcess> {
    const [port, authorityPort] = [await freePort(), await freePort()];
    const certificate = await selfSignedCertificate({
      commonName: `chaos-${randomUUID()}`,
      hostNames: ['localhost'],
    });
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
    const vault = new KeyVaultProcess({ port, authorityPort, certificate });
    await vault.revive();
    return vault;
  }

  private constructor(place: Place) {
    const [tenantId, clientId, clientSecret] = [randomUUID(), randomUUID(), randomUUID()];
    this.#login = { tenantId, clientId, clientSecret };
    this.#start = { ...place, tenantId, clients: { [clientId]: { secret: clientSecret } } };
  }

  get port(): number {
    return this.#start.port;
  }

  get authorityPort(): number {
    return this.#start.authorityPort;
  }

  /** The provider's options, by which the vault is found at this port. */
  optionsAt(port: number): AzureKeyVaultOptions {
    return {
      vaultUrl: `https://localhost:${port}`,
      authorityHost: `https://localhost:${this.authorityPort}`,
      disableInstanceDiscovery: true,
      disableChallengeResourceVerification: true,
      ...this.#login,
    };
  }

  /** Writes new versions. What could not be written because the process is dead is there when it comes back. */
  async set(values: readonly (readonly [name: string, value: string])[]): Promise<void> {
    for (const [name, value] of values) this.#values.set(name, value);
    await this.order({ set: values });
  }

  order(order: KeyVaultOrder): Promise<void> {
    if (this.#child === undefined) return Promise.reject(new Error('The Key Vault server was killed.'));
    return this.#child.obey(order);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.kill();
  }

  /** Starts it with what was last written; its key for tokens is a new one, so that those from before are refused. */
  async revive(): Promise<void> {
    const child = new ObedientChild(CHILD);
    await child.obey({ start: { ...this.#start, secrets: Object.fromEntries(this.#values) } });
    this.#child = child;
  }
}
