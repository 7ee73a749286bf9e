import { randomBytes } from 'node:crypto';
import { nameIsDeleted, secretNotFound } from './vault-error.js';

/** What may be said about a version beside its value. */
export interface SecretSettings {
  /** Whether the version can be read. @default true */
  readonly enabled?: boolean;
  /** When the version expires; it can still be read afterwards, as in Key Vault. */
  readonly expires?: Date;
  /** When the version becomes valid; it can be read before, as in Key Vault. */
  readonly notBefore?: Date;
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SecretVersion extends SecretSettings {
  /** 32 hexadecimal digits. */
  readonly version: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly created: Date;
  readonly updated: Date;
}

/** A name and its versions, the oldest first; there is at least one. */
export interface StoredSecret {
  readonly name: string;
  readonly versions: SecretVersion[];
}

export interface DeletedSecret extends StoredSecret {
  readonly deleted: Date;
}

/** The secrets of one vault, in memory, with versions and soft delete; names are case-insensitive. */
export class VaultContents {
  readonly #live = new Map<string, StoredSecret>();
  readonly #deleted = new Map<string, DeletedSecret>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds a version and makes it the current one. */
  set(name: string, value: string, settings: SecretSettings = {}): StoredSecret {
    if (this.#deleted.has(keyOf(name))) throw nameIsDeleted(name);
    const secret = this.#live.get(keyOf(name)) ?? { name, versions: [] };
    const now = new Date(this.#now());
    const version = randomBytes(16).toString('hex');
    secret.versions.push({ enabled: true, ...settings, version, value, created: now, updated: now });
    this.#live.set(keyOf(name), secret);
    return secret;
  }

  /** Changes what is said about a version, the current one unless named. */
  update(name: string, version: string | undefined, settings: SecretSettings): SecretVersion {
    const { versions } = this.get(name);
    const old = this.version(name, version);
    const updated = { ...old, ...settings, updated: new Date(this.#now()) };
    versions[versions.indexOf(old)] = updated;
    return updated;
  }

  find(name: string): StoredSecret | undefined {
    return this.#live.get(keyOf(name));
  }

  get(name: string): StoredSecret {
    const secret = this.find(name);
    if (secret === undefined) throw secretNotFound(name);
    return secret;
  }

  /** A version, enabled or not; the current one unless named. */
  version(name: string, version?: string): SecretVersion {
    const { versions } = this.get(name);
    const found = version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
    if (found === undefined) throw secretNotFound(name);
    return found;
  }

  list(): StoredSecret[] {
    return inOrder(this.#live);
  }

  delete(name: string): DeletedSecret {
    const secret = { ...this.get(name), deleted: new Date(this.#now()) };
    this.#live.delete(keyOf(name));
    this.#deleted.set(keyOf(name), secret);
    return secret;
  }

  getDeleted(name: string): DeletedSecret {
    const secret = this.#deleted.get(keyOf(name));
    if (secret === undefined) throw secretNotFound(name);
    return secret;
  }

  listDeleted(): DeletedSecret[] {
    return inOrder(this.#deleted);
  }

  recover(name: string): StoredSecret {
    const { versions, ...deleted } = this.getDeleted(name);
    const secret = { name: deleted.name, versions };
    this.#deleted.delete(keyOf(name));
    this.#live.set(keyOf(name), secret);
    return secret;
  }

  purge(name: string): void {
    this.getDeleted(name);
    this.#deleted.delete(keyOf(name));
  }
}

const keyOf = (name: string): string => name.toLowerCase();

function inOrder<T>(secrets: ReadonlyMap<string, T>): T[] {
  return [...secrets.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
}
