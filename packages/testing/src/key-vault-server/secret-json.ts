import { currentVersion } from './current-version.js';
import type { DeletedSecret, SecretVersion, StoredSecret } from './vault-contents.js';

type Json = Readonly<Record<string, unknown>>;

const RECOVERABLE_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/** A version with its value: Key Vault's SecretBundle. */
export function secretBundle(base: string, name: string, version: SecretVersion): Json {
  return { value: version.value, ...versionItem(base, name, version) };
}

/** A version without its value, as lists of versions and updates show it. */
export function versionItem(base: string, name: string, version: SecretVersion): Json {
  return { id: `${base}/secrets/${name}/${version.version}`, ...metadata(version) };
}

/** A secret without value and version, as the list of secrets shows it. */
export function secretItem(base: string, secret: StoredSecret): Json {
  return { id: `${base}/secrets/${secret.name}`, ...metadata(currentVersion(secret)) };
}

/** A deleted secret: Key Vault's DeletedSecretBundle. */
export function deletedBundle(base: string, secret: DeletedSecret): Json {
  return { ...recovery(base, secret), ...versionItem(base, secret.name, currentVersion(secret)) };
}

/** A deleted secret, as the list of deleted secrets shows it. */
export function deletedItem(base: string, secret: DeletedSecret): Json {
  return { ...recovery(base, secret), ...secretItem(base, secret) };
}

function recovery(base: string, { name, deleted }: DeletedSecret): Json {
  return {
    recoveryId: `${base}/deletedsecrets/${name}`,
    deletedDate: unixSeconds(deleted),
    scheduledPurgeDate: unixSeconds(new Date(deleted.getTime() + RECOVERABLE_DAYS * DAY_MS)),
  };
}

function metadata(version: SecretVersion): Json {
  return {
    ...(version.contentType === undefined ? {} : { contentType: version.contentType }),
    attributes: {
      enabled: version.enabled,
      ...(version.notBefore === undefined ? {} : { nbf: unixSeconds(version.notBefore) }),
      ...(version.expires === undefined ? {} : { exp: unixSeconds(version.expires) }),
      created: unixSeconds(version.created),
      updated: unixSeconds(version.updated),
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: RECOVERABLE_DAYS,
    },
    tags: version.tags ?? {},
  };
}

const unixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);
