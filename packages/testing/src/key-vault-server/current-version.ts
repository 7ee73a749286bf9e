import type { SecretVersion, StoredSecret } from './vault-contents.js';

/** The version that is read when none is named. */
export function currentVersion(secret: StoredSecret): SecretVersion {
  const current = secret.versions.at(-1);
  if (current === undefined) throw new Error(`Secret ${secret.name} has no version.`);
  return current;
}
