import type { KeyVaultServer, VaultFault } from '@chatelaine/testing';
import type { ConfigObject, Secrets } from 'chatelaine';
import { loadSecrets } from 'chatelaine';
import type { Context } from 'mocha';
import { BaoAdmin } from '../../support/bao-admin.js';
import { type OpenBaoServer, startOpenBao } from '../../support/servers/openbao-server.js';
import { servicePrincipalOptions, startTrustedServer } from '../../support/trusted-server.js';
import { type Gate, openGate } from './gate.js';

/** The ways in which a cloud fails here. */
export type CloudFault = 'down' | 'slow' | 'denied' | 'throttled';

/** What a config says of the chain. */
export interface ChainSettings {
  readonly onError?: ConfigObject['onError'];
  /** @default false */
  readonly cache?: ConfigObject['cache'];
  /** The environment of the application. */
  readonly env?: Readonly<Record<string, string>>;
  /** The cloud that is given a second only, because it is slow. */
  readonly slow?: 'vault' | 'azure-key-vault';
}

const READS_ALL = 'path "secret/data/*" { capabilities = ["read"] }';
const READS_NOTHING = 'path "cubbyhole/*" { capabilities = ["read"] }';
const QUOTA = 'sys/quotas/rate-limit/variables';
const AZURE_FAULT: Readonly<Record<Exclude<CloudFault, 'denied'>, VaultFault>> = {
  down: { answer: 'reset', challenges: true, times: Number.POSITIVE_INFINITY },
  slow: { answer: 'hang', challenges: true, times: Number.POSITIVE_INFINITY },
  throttled: { answer: 429, times: Number.POSITIVE_INFINITY },
};

/** A chain of the environment, an OpenBao and a Key Vault, with what makes either of them fail. */
export class TwoClouds {
  readonly #bao: OpenBaoServer;
  readonly #admin: BaoAdmin;
  readonly #gate: Gate;
  readonly #azure: KeyVaultServer;
  #token = '';

  static async start(context: Context): Promise<TwoClouds> {
    const bao = await startOpenBao(context);
    const gate = await openGate(Number(new URL(bao.url).port));
    const clouds = new TwoClouds(bao, gate, await startTrustedServer());
    await clouds.#fill();
    return clouds;
  }

  private constructor(bao: OpenBaoServer, gate: Gate, azure: KeyVaultServer) {
    this.#bao = bao;
    this.#admin = new BaoAdmin(bao);
    this.#gate = gate;
    this.#azure = azure;
  }

  /** `both` is in both clouds, and `late` in the second only. */
  async #fill(): Promise<void> {
    await this.#admin.do('POST', 'secret/data/variables/both', { data: { value: 'of Vault' } });
    this.#azure.set('airflow-variables-both', 'of Key Vault');
    this.#azure.set('airflow-variables-late', 'of Key Vault alone');
    this.#token = await this.#admin.token('reader', READS_ALL);
  }

  /** The chain, as an application loads it. Each read is tried once, so that a test meets the fault that it makes. */
  open({ onError, cache = false, env = {}, slow }: ChainSettings = {}): Promise<Secrets> {
    const once = { retry: false, breaker: false } as const;
    const within = (name: string) => ({ ...once, ...(name === slow ? { timeout: '1s' } : {}) });
    return loadSecrets({
      config: {
        backends: [
          'env',
          {
            provider: 'vault',
            ...within('vault'),
            options: { url: `http://127.0.0.1:${this.#gate.port}`, token: '${env:READER_TOKEN}' },
          },
          {
            provider: 'azure-key-vault',
            ...within('azure-key-vault'),
            options: servicePrincipalOptions(this.#azure),
          },
        ],
        cache,
        ...(onError === undefined ? {} : { onError }),
      },
      env: { READER_TOKEN: this.#token, ...env },
    });
  }

  /** Makes one of the clouds fail. */
  async fail(cloud: 'vault' | 'azure-key-vault', fault: CloudFault): Promise<void> {
    if (cloud === 'vault') return this.#failVault(fault);
    if (fault === 'denied') this.#azure.deny(this.#azure.clientId);
    else this.#azure.fault(AZURE_FAULT[fault]);
  }

  async #failVault(fault: CloudFault): Promise<void> {
    if (fault === 'down') this.#gate.set('shut');
    if (fault === 'slow') this.#gate.set('silent');
    if (fault === 'denied') await this.#admin.policy('reader', READS_NOTHING);
    if (fault === 'throttled') {
      await this.#admin.do('POST', QUOTA, { path: 'secret/', rate: 1, interval: '1h' });
      // The one that the hour has.
      await this.#bao.ask('GET', 'secret/data/variables/both');
    }
  }

  /** Ends every fault. */
  async mend(): Promise<void> {
    this.#gate.set('open');
    await this.#admin.policy('reader', READS_ALL);
    await this.#bao.ask('DELETE', QUOTA);
    this.#azure.clearFaults();
    this.#azure.grant(this.#azure.clientId);
  }

  /** Ends the process of OpenBao, for good. */
  stopVault(): Promise<void> {
    return this.#bao.stop();
  }

  async stop(): Promise<void> {
    await this.#gate.close();
    await this.#bao.stop();
    await this.#azure.close();
  }
}
