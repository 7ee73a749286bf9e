import type {
  BackendSupport,
  FindOptions,
  FindResult,
  FoundSecret,
  ListQuery,
  Location,
  ProviderContext,
  SecretChange,
  SecretDescription,
  SecretListing,
  SecretRef,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from '@chatelaine/core';
import { createBackend, SECRET_KINDS } from '@chatelaine/core';
import { Lifetime, unwritable } from '@chatelaine/core/provider';
import { ApiClient } from './api/api-client.js';
import { describeSecret } from './describe-secret.js';
import { findOne, findPlaces } from './find-places.js';
import { type KubernetesOptions, optionsSchema } from './kubernetes-options.js';
import { listSecrets } from './list-secrets.js';
import type { ClusterAccess } from './login/cluster-access.js';
import { ClusterLogin } from './login/cluster-login.js';
import { clusterPlace } from './login/cluster-place.js';
import { readPlaces } from './read-places.js';
import { refsIn } from './refs-in.js';
import { removeSecret } from './remove-secret.js';
import { locateSecret, type NamingOptions, namingOf, placeOf } from './secret-name.js';
import { SecretsApi } from './secrets-api.js';
import { watchSecrets } from './watch-secrets.js';
import { writeSecret } from './write-secret.js';

/** What code can give instead of the options that describe it. */
export interface KubernetesParts {
  /** Gives the access to the cluster in place of every option about it; asked every minute, and when it is refused. */
  readonly access?: (() => ClusterAccess | Promise<ClusterAccess>) | undefined;
}

const PROBE_NAME = 'chatelaine-probe';

/** Reads and writes the Secrets of one namespace. */
export class KubernetesBackend implements SecretsBackend {
  readonly name: string;
  readonly place: string;
  readonly supports: BackendSupport = { versions: false, teams: false };
  readonly #naming: NamingOptions;
  readonly #context: ProviderContext;
  readonly #client: ApiClient;
  readonly #api: SecretsApi;
  readonly #lifetime: Lifetime;

  /** @throws SecretsError `INVALID_CONFIG` when the options cannot work together */
  constructor(options: KubernetesOptions, context: ProviderContext, { access }: KubernetesParts = {}) {
    this.name = context.name;
    this.place = clusterPlace(options, context, access !== undefined);
    this.#naming = namingOf(options);
    this.#context = context;
    this.#client = new ApiClient(new ClusterLogin(options, context, access));
    this.#api = new SecretsApi(context.name, this.#client);
    this.#lifetime = new Lifetime(context.name);
  }

  locate(ref: SecretRef): Location {
    return locateSecret(ref, this.#naming);
  }

  find(ref: SecretRef, options: FindOptions): Promise<FoundSecret | undefined> {
    return findOne(this.findMany([ref], options));
  }

  findMany(refs: readonly SecretRef[], { signal }: FindOptions): Promise<readonly FindResult[]> {
    const places = refs.map((ref) => placeOf(ref, this.#naming));
    return findPlaces(places, (here) =>
      this.#lifetime.run(signal, (inside) =>
        readPlaces(here, { api: this.#api, backend: this.name, signal: inside }),
      ),
    );
  }

  /** Of connections, variables and config values no value is read; of raw secrets the keys come with the values. */
  list(query: ListQuery, { signal }: FindOptions): AsyncGenerator<SecretListing, void, undefined> {
    return this.#lifetime.iterate(signal, (inside) => listSecrets(this.#api, query, this.#naming, inside));
  }

  async describe(ref: SecretRef, { signal }: FindOptions): Promise<SecretDescription | undefined> {
    const place = placeOf(ref, this.#naming);
    if ('notHere' in place) return undefined;
    return this.#lifetime.run(signal, (inside) => describeSecret(place, this.#api, this.name, inside));
  }

  async write(ref: SecretRef, value: SecretValue, { signal }: FindOptions): Promise<WrittenSecret> {
    const place = placeOf(ref, this.#naming);
    if ('notHere' in place) throw unwritable(ref, place.notHere, this.name);
    return this.#lifetime.run(signal, (inside) =>
      writeSecret(place, value, { api: this.#api, backend: this.name, signal: inside }),
    );
  }

  async remove(ref: SecretRef, { signal }: FindOptions): Promise<boolean> {
    const place = placeOf(ref, this.#naming);
    if ('notHere' in place) return false;
    return this.#lifetime.run(signal, (inside) =>
      removeSecret(place, { api: this.#api, backend: this.name, signal: inside }),
    );
  }

  watch({ signal }: FindOptions): AsyncGenerator<SecretChange, void, undefined> {
    return this.#lifetime.watch(signal, (inside) =>
      watchSecrets({
        api: this.#api,
        backend: this.name,
        clock: this.#context.clock,
        signal: inside,
        namesIn: (secret) =>
          SECRET_KINDS.flatMap((kind) => refsIn(kind, secret, this.#naming).map(({ name }) => name)),
      }),
    );
  }

  /** Lists one label, or asks for a Secret that need not exist where labels are never asked for. */
  async probe({ signal }: FindOptions): Promise<void> {
    const labelSelector = Object.values(this.#naming.labels).find(({ label }) => label !== null)?.label;
    await this.#lifetime.run(signal, async (inside) => {
      const ask = { signal: inside, subject: 'the probe' };
      if (typeof labelSelector !== 'string') return this.#api.get(PROBE_NAME, ask);
      return this.#api.pages({ labelSelector, metadataOnly: true, limit: 1 }, ask).next();
    });
  }

  async close(): Promise<void> {
    this.#lifetime.close();
    this.#client.close();
  }
}

/**
 * A backend of the Secrets of one namespace. No I/O: the credential is read when it is first asked.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function kubernetes(
  options: KubernetesOptions & KubernetesParts = {},
  context: Partial<ProviderContext> = {},
): KubernetesBackend {
  const { access, ...rest } = options;
  return createBackend(
    {
      name: 'kubernetes',
      options: optionsSchema,
      create: (checked, whole) => new KubernetesBackend(checked, whole, { access }),
    },
    rest,
    context,
  );
}
