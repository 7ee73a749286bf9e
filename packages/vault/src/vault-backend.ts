import type {
  BackendSupport,
  FindOptions,
  FoundSecret,
  ListQuery,
  Location,
  ProviderContext,
  SecretDescription,
  SecretListing,
  SecretRef,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from '@chatelaine/core';
import { createBackend, SecretsError, steadyClock, withDeadline } from '@chatelaine/core';
import { digestOf, unwritable } from '@chatelaine/core/provider';
import { describeSecret } from './describe-secret.js';
import { DynamicCredentials } from './dynamic/dynamic-credentials.js';
import { checkMount } from './kv/check-mount.js';
import type { KvEngine } from './kv/kv-engine.js';
import { KvV1 } from './kv/kv-v1.js';
import { KvV2 } from './kv/kv-v2.js';
import { listSecrets } from './list-secrets.js';
import { ownPlaceOf } from './own-place.js';
import { readSecret } from './read-secret.js';
import { type KvPlace, locateSecret, type NamingOptions, namingOf, placesOf } from './secret-name.js';
import { VaultCaller } from './vault-caller.js';
import { connectVault, type VaultConnection, type VaultParts } from './vault-connection.js';
import { optionsSchema, type VaultOptions } from './vault-options.js';
import { type WriteOptions, writeSecret } from './write-secret.js';

/** How long the last requests may take, which revoke first what was leased and then the tokens, in milliseconds each. */
const REVOKE_MS = 2_000;

/** Whose secrets are read, as far as it is no secret itself: two identities may see two things in one place. */
const IDENTITY_OPTIONS = [
  'authType',
  'authMountPoint',
  'roleId',
  'roleIdFile',
  'kubernetesRole',
  'jwtRole',
  'certRole',
  'username',
] as const satisfies readonly (keyof VaultOptions)[];

/** Reads and writes the secrets of one KV engine of Vault or OpenBao, and has credentials made. */
export class VaultBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport;
  readonly #connection: VaultConnection;
  readonly #naming: NamingOptions;
  readonly #caller: VaultCaller;
  readonly #engine: KvEngine;
  readonly #dynamic: DynamicCredentials;
  readonly #context: ProviderContext;
  #closed: Promise<void> | undefined;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(
    options: VaultOptions,
    context: ProviderContext,
    connection: VaultConnection = connectVault(options, context),
  ) {
    this.name = context.name;
    this.#context = context;
    this.#connection = connection;
    this.#naming = namingOf(options);
    const identity = IDENTITY_OPTIONS.map((option) => options[option]);
    this.place = digestOf(...connection.place, JSON.stringify(this.#naming), ...identity);
    this.supports = { versions: this.#naming.hasVersions, teams: true, leases: true };
    this.#caller = new VaultCaller(context.name, connection.sender, connection.login);
    this.#engine = this.#naming.hasVersions ? new KvV2(this.#caller, context.clock) : new KvV1(this.#caller);
    this.#dynamic = new DynamicCredentials(this.#naming.dynamic, this.#caller, steadyClock(context.clock));
    connection.login.spareWhile((life) => this.#dynamic.hangsOn(life));
  }

  locate(ref: SecretRef): Location {
    return locateSecret(ref, this.#naming);
  }

  async find(ref: SecretRef, { signal }: FindOptions): Promise<FoundSecret | undefined> {
    const places = placesOf(ref, this.#naming);
    if ('notHere' in places) return undefined;
    if ('dynamic' in places) return this.#dynamic.find(places.dynamic, signal);
    return readSecret(this.#engine, places.kv, ref, this.name, signal);
  }

  /** What is there of a kind, with what a team keeps in its folder as `TEAM/ID`. Vault tells names, and no values. */
  async *list(query: ListQuery, { signal }: FindOptions): AsyncGenerator<SecretListing, void, undefined> {
    yield* listSecrets(this.#engine, query, this.#naming, this.name, signal);
  }

  async describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    const places = placesOf(ref, this.#naming);
    if ('notHere' in places) return undefined;
    if ('dynamic' in places) return this.#dynamic.describe(places.dynamic);
    return describeSecret(this.#engine, places.kv, ref.version, signal);
  }

  /**
   * Writes a value in Airflow's shape, by a team's reference into the team's own folder.
   *
   * @throws SecretsError `INVALID_REFERENCE` for what has no path in Vault, `UNSUPPORTED` for a version or a dynamic
   * credential, `INVALID_VALUE` for what it cannot hold, `ACCESS_DENIED` also where `ifVersion` is not the newest
   */
  async write(ref: SecretRef, value: SecretValue, options: WriteOptions): Promise<WrittenSecret> {
    const place = ownPlaceOf(ref, this.#naming, this.name);
    if ('notHere' in place) throw unwritable(ref, place.notHere, this.name);
    return writeSecret(this.#engine, place, ref.kind, value, options, this.name);
  }

  /** Deletes the newest version softly; without versions, for ever. Resolves to whether there was one. */
  remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (place) => this.#engine.remove(place, signal));
  }

  /** Takes a removal back. Resolves to whether there was one. */
  recover(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (place) => this.#versioned().recover(place, signal));
  }

  /** Destroys all versions for ever. Resolves to whether there were any. */
  purge(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    return this.#change(ref, (place) => this.#versioned().purge(place, signal));
  }

  /** Asks what the token is worth, and where it may, whether the mount is of the version that the options say. */
  async probe({ signal }: FindOptions): Promise<void> {
    await this.#caller.call(
      { method: 'GET', path: 'auth/token/lookup-self', subject: 'the look at its own token' },
      signal,
    );
    await checkMount(this.#caller, this.#engine, this.#naming, signal);
  }

  /** Revokes what was leased, and the tokens that came from a log-in. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    const { login, sender } = this.#connection;
    const leases = this.#dynamic.close();
    this.#caller.close();
    const sessions = login.close();
    const [newest] = sessions;
    try {
      if (newest === undefined) return;
      // Vault ends a lease at once when asked for it, and some time later when its token ends.
      await this.#inTime((signal) => this.#caller.revokeLeases(leases, newest, signal));
      await this.#inTime((signal) => this.#caller.revokeTokens(sessions, signal));
    } finally {
      sender.close();
    }
  }

  async #inTime(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { clock } = this.#context;
    try {
      await withDeadline({ ms: REVOKE_MS, subject: this.name, clock }, work);
    } catch (error) {
      // What could not be revoked ends by itself.
      if (!SecretsError.is(error)) throw error;
    }
  }

  async #change(ref: SecretRef, change: (place: KvPlace) => Promise<boolean>): Promise<boolean> {
    const place = ownPlaceOf(ref, this.#naming, this.name);
    return !('notHere' in place) && change(place);
  }

  #versioned(): KvV2 {
    if (this.#engine instanceof KvV2) return this.#engine;
    const problem = 'version 1 of the KV engine keeps nothing that was removed';
    throw new SecretsError('UNSUPPORTED', `${this.name}: ${problem}.`, {
      backend: this.name,
      hint: 'Use version 2.',
    });
  }
}

/**
 * A backend of one Vault or OpenBao. No I/O: the log-in is made when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function vault(
  options: VaultOptions & VaultParts = {},
  context: Partial<ProviderContext> = {},
): VaultBackend {
  const { getToken, sender, ...rest } = options;
  return createBackend(
    {
      name: 'vault',
      options: optionsSchema,
      create: (checked, whole) =>
        new VaultBackend(checked, whole, connectVault(checked, whole, { getToken, sender })),
    },
    rest,
    context,
  );
}
