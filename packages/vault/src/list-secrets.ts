import type { ListQuery, SecretListing, SecretRef } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { KvEngine } from './kv/kv-engine.js';
import { type KvPlace, listedFolders, locateSecret, type NamingOptions, nameOf } from './secret-name.js';

/** What there is of one kind, folder by folder, and the dynamic credentials that the options name. */
export async function* listSecrets(
  engine: KvEngine,
  { kind }: ListQuery,
  naming: NamingOptions,
  backend: string,
  signal: AbortSignal,
): AsyncGenerator<SecretListing, void, undefined> {
  const given = new Set<string>();
  for (const id of Object.keys(naming.dynamic)) {
    const listing = listed({ kind, id }, naming);
    if (listing === undefined || naming.dynamic[id]?.path !== listing.name) continue;
    given.add(id);
    yield listing;
  }
  for (const folder of listedFolders(kind, naming)) {
    if (naming.mountPoint === null) throw noMount(backend);
    const top = folder === '' ? '' : `${folder}/`;
    for await (const { path } of placesIn({ mount: naming.mountPoint, path: folder }, engine, signal)) {
      const id = path.slice(top.length);
      const listing = listed({ kind, id }, naming);
      if (listing === undefined || given.has(id)) continue;
      given.add(id);
      yield { ...listing, name: nameOf({ mount: naming.mountPoint, path }) };
    }
  }
}

function listed(ref: SecretRef, naming: NamingOptions): SecretListing | undefined {
  if (ref.id === '' || ref.id.length > 250) return undefined;
  const location = locateSecret(ref, naming);
  return 'notHere' in location ? undefined : { ref, name: location.names[0] ?? '' };
}

/** Everything in a folder and in the folders in it. */
async function* placesIn(
  folder: KvPlace,
  engine: KvEngine,
  signal: AbortSignal,
): AsyncGenerator<KvPlace, void, undefined> {
  const keys = await engine.keysIn(folder, signal);
  const inside = (key: string): KvPlace => ({
    mount: folder.mount,
    path: folder.path === '' ? key : `${folder.path}/${key}`,
  });
  const places = keys.filter((key) => !key.endsWith('/')).map(inside);
  yield* await engine.readable(places, signal);
  for (const key of keys) {
    if (key.endsWith('/') && key !== '/') yield* placesIn(inside(key.slice(0, -1)), engine, signal);
  }
}

function noMount(backend: string): SecretsError {
  return new SecretsError('UNSUPPORTED', `${backend}: there is no list without a mount.`, {
    backend,
    hint: 'Name the mount with "mountPoint".',
  });
}
