import { currentVersion } from './current-version.js';
import type { HttpAnswer } from './http-answer.js';
import { pageOf } from './page.js';
import type { RequestKind } from './route.js';
import { deletedBundle, deletedItem, secretBundle, secretItem, versionItem } from './secret-json.js';
import { checkedValue, parseSecretParameters } from './secret-parameters.js';
import type { VaultContents } from './vault-contents.js';
import { secretDisabled, VaultError } from './vault-error.js';

/** A request that has passed every check that does not depend on the contents. */
export interface VaultCall {
  readonly contents: VaultContents;
  /** The vault's address as this client knows it; ids and links begin with it. */
  readonly base: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly name: string;
  readonly version: string | undefined;
  readonly body: string | undefined;
}

/** What the vault does, by kind of request. */
export const VAULT_OPERATIONS: Readonly<Record<RequestKind, (call: VaultCall) => HttpAnswer>> = {
  'secret-read': ({ contents, base, name, version }) => {
    const found = contents.version(name, version);
    if (!found.enabled) throw secretDisabled();
    return ok(secretBundle(base, contents.get(name).name, found));
  },
  'secret-write': ({ contents, base, name, body }) => {
    const { value, settings } = parseSecretParameters(body);
    const secret = contents.set(name, checkedValue(value), settings);
    return ok(secretBundle(base, secret.name, currentVersion(secret)));
  },
  'secret-update': ({ contents, base, name, version, body }) => {
    const { settings } = parseSecretParameters(body);
    const updated = contents.update(name, version, settings);
    return ok(versionItem(base, contents.get(name).name, updated));
  },
  'secret-delete': ({ contents, base, name }) => ok(deletedBundle(base, contents.delete(name))),
  'secret-list': (call) => list(call, call.contents.list(), (secret) => secretItem(call.base, secret)),
  'version-list': (call) => {
    const { name, versions } = call.contents.find(call.name) ?? { name: call.name, versions: [] };
    return list(call, versions, (version) => versionItem(call.base, name, version));
  },
  'deleted-read': ({ contents, base, name }) => ok(deletedBundle(base, contents.getDeleted(name))),
  'deleted-list': (call) =>
    list(call, call.contents.listDeleted(), (secret) => deletedItem(call.base, secret)),
  'deleted-recover': ({ contents, base, name }) => {
    const secret = contents.recover(name);
    return ok(versionItem(base, secret.name, currentVersion(secret)));
  },
  'deleted-purge': ({ contents, name }) => {
    contents.purge(name);
    return { status: 204 };
  },
  unknown: () => {
    throw new VaultError(404, 'NotFound', 'This test server does not speak that operation.');
  },
};

const ok = (body: unknown): HttpAnswer => ({ status: 200, body });

function list<T>(call: VaultCall, all: readonly T[], format: (item: T) => unknown): HttpAnswer {
  const { items, next } = pageOf(all, call.query);
  const value = items.map(format);
  if (next === undefined) return ok({ value, nextLink: null });
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', next);
  return ok({ value, nextLink: `${call.base}${call.path}?${query}` });
}
