import { crc32c } from './crc32c.js';
import { GoogleError } from './google-error.js';

export type VersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

export interface StoredVersion {
  /** Counted from 1. */
  readonly number: number;
  readonly created: Date;
  state: VersionState;
  /** Gone when the version is destroyed. */
  data: Buffer | undefined;
}

/** What may be said about a secret beside its versions. */
export interface SecretSettings {
  readonly labels?: Readonly<Record<string, string>>;
  /** Names of versions: `{ stable: 3 }`. */
  readonly versionAliases?: Readonly<Record<string, number>>;
  readonly expireTime?: Date;
}

export interface StoredSecret extends SecretSettings {
  readonly name: string;
  readonly created: Date;
  /** The oldest first. */
  readonly versions: StoredVersion[];
}

const NAME = /^[a-zA-Z0-9_-]{1,255}$/;
const MAX_BYTES = 65_536;

/** The secrets of one project and location, in memory. */
export class StoredSecrets {
  readonly #secrets = new Map<string, StoredSecret>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  create(name: string, settings: SecretSettings = {}): StoredSecret {
    if (!NAME.test(name)) throw new GoogleError('INVALID_ARGUMENT', 'The secret id is malformed.');
    if (this.#secrets.has(name)) throw new GoogleError('ALREADY_EXISTS', `Secret [${name}] already exists.`);
    const secret = { ...settings, name, created: new Date(this.#now()), versions: [] };
    this.#secrets.set(name, secret);
    return secret;
  }

  add(name: string, data: Buffer): StoredVersion {
    const { versions } = this.get(name);
    if (data.length === 0) throw new GoogleError('INVALID_ARGUMENT', 'Secret Payload cannot be empty.');
    if (data.length > MAX_BYTES) {
      throw new GoogleError('INVALID_ARGUMENT', 'The payload is larger than the limit of 65536 bytes.');
    }
    const version: StoredVersion = {
      number: versions.length + 1,
      created: new Date(this.#now()),
      state: 'ENABLED',
      data,
    };
    versions.push(version);
    return version;
  }

  has(name: string): boolean {
    return this.#secrets.has(name);
  }

  get(name: string): StoredSecret {
    const secret = this.#secrets.get(name);
    if (secret === undefined) throw new GoogleError('NOT_FOUND', `Secret [${name}] not found.`);
    return secret;
  }

  /** The version of a number, of an alias, or the newest one for `latest`, in whatever state it is. */
  version(name: string, version: string): StoredVersion {
    const { versions, versionAliases = {} } = this.get(name);
    const number = Object.hasOwn(versionAliases, version) ? String(versionAliases[version]) : version;
    const found =
      version === 'latest' ? versions.at(-1) : versions.find((each) => String(each.number) === number);
    if (found === undefined) {
      throw new GoogleError('NOT_FOUND', `Secret Version [${name}/versions/${version}] not found.`);
    }
    return found;
  }

  /** The bytes of a version that is enabled, with their checksum. */
  access(name: string, version: string): { readonly version: StoredVersion; readonly data: Buffer } {
    const found = this.version(name, version);
    if (found.state === 'ENABLED' && found.data !== undefined) return { version: found, data: found.data };
    throw new GoogleError(
      'FAILED_PRECONDITION',
      `Secret Version [${name}/versions/${found.number}] is in ${found.state} state.`,
    );
  }

  /** Changes the state of a version; what is destroyed stays so. */
  change(name: string, version: string, state: VersionState): StoredVersion {
    const found = this.version(name, version);
    if (found.state === 'DESTROYED') {
      throw new GoogleError('FAILED_PRECONDITION', 'A destroyed version cannot be changed.');
    }
    found.state = state;
    if (state === 'DESTROYED') found.data = undefined;
    return found;
  }

  delete(name: string): void {
    this.get(name);
    this.#secrets.delete(name);
  }

  list(): StoredSecret[] {
    return [...this.#secrets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** Whether bytes have the checksum that came with them, if one did. */
export function checksumFits(data: Buffer, checksum: unknown): boolean {
  return checksum === undefined || String(checksum) === String(crc32c(data));
}
