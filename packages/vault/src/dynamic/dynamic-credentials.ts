import type { Clock, FoundSecret, SecretDescription } from '@chatelaine/core';
import type { ConnectionFields } from '@chatelaine/core/connection';
import type { TokenLife } from '../login/session.js';
import type { VaultCaller } from '../vault-caller.js';
import type { DynamicOptions } from './dynamic-options.js';
import { checkDynamic, dynamicText } from './dynamic-value.js';
import { LeaseKeeper } from './lease-keeper.js';

/** The credentials that Vault makes when they are asked for, each held and renewed until the backend closes. */
export class DynamicCredentials {
  readonly #backend: string;
  readonly #fields: ReadonlyMap<DynamicOptions, ConnectionFields>;
  readonly #leases: LeaseKeeper;

  /** @throws SecretsError `INVALID_CONFIG` */
  constructor(dynamic: Readonly<Record<string, DynamicOptions>>, caller: VaultCaller, clock: Clock) {
    this.#backend = caller.backend;
    this.#fields = new Map(
      Object.entries(dynamic).map(([id, options]) => [options, checkDynamic(id, options, caller.backend)]),
    );
    this.#leases = new LeaseKeeper(caller, clock);
  }

  async find(options: DynamicOptions, signal: AbortSignal): Promise<FoundSecret | undefined> {
    const made = await this.#leases.get(options.path, signal);
    if (made === undefined) return undefined;
    const { data, expiresAt } = made;
    const value = dynamicText(data, options, this.#fields.get(options) ?? {}, this.#backend);
    return { value, name: options.path, ...(expiresAt === undefined ? {} : { expiresAt }) };
  }

  /** What is known of it without having one made. */
  describe({ path }: DynamicOptions): SecretDescription {
    const expiresAt = this.#leases.expiresAt(path);
    return { name: path, ...(expiresAt === undefined ? {} : { expiresAt }) };
  }

  /** Whether a credential that is held ends with a token. */
  hangsOn(life: TokenLife): boolean {
    return this.#leases.hangsOn(life);
  }

  /** The ids of all leases, which are to be revoked. */
  close(): readonly string[] {
    return this.#leases.close();
  }
}
