import type { Clock, JsonObject, JsonValue, SecretDescription } from '@chatelaine/core';
import { dateOf, isJsonObject, numberIn, objectIn, present, textsIn } from '@chatelaine/core/provider';
import { type KvPlace, nameOf } from '../secret-name.js';
import type { VaultCall, VaultCaller } from '../vault-caller.js';
import type { KvEngine, KvEntry } from './kv-engine.js';

const AT_ONCE = 8;
/** What the engine has in every answer to a read. */
const OF_A_READ = [
  ['data', 'data'],
  ['data', 'metadata'],
] as const;

/** The KV engine with versions. A deleted version is as good as none, and can be taken back until it is destroyed. */
export class KvV2 implements KvEngine {
  readonly #caller: VaultCaller;
  readonly #clock: Clock;

  /** @param clock tells whether a version has been deleted by now */
  constructor(caller: VaultCaller, clock: Clock) {
    this.#caller = caller;
    this.#clock = clock;
  }

  async read(place: KvPlace, version: string | undefined, signal: AbortSignal): Promise<KvEntry | undefined> {
    const query = version === undefined ? undefined : { version };
    const call = { method: 'GET', query, subject: 'read', holds: OF_A_READ } as const;
    const body = await this.#ask(place, 'data', call, signal);
    if (body === undefined) return undefined;
    const both = objectIn(body, 'data');
    return { data: objectIn(both, 'data'), ...versionFields(objectIn(both, 'metadata')) };
  }

  async describe(
    place: KvPlace,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<SecretDescription | undefined> {
    const metadata = await this.#metadata(place, signal);
    if (metadata === undefined) return undefined;
    const wanted = version ?? String(numberIn(metadata, 'current_version'));
    const one = objectIn(objectIn(metadata, 'versions'), wanted);
    if (!isReadable(one, this.#clock.now())) return undefined;
    const updatedAt = dateOf(one.created_time);
    return {
      name: nameOf(place),
      ...versionFields({ ...one, version: Number(wanted) }),
      ...present('createdAt', dateOf(metadata.created_time)),
      ...present('updatedAt', updatedAt),
      ...present('tags', tagsOf(metadata.custom_metadata)),
    };
  }

  async write(
    place: KvPlace,
    data: JsonObject,
    ifVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const options = ifVersion === undefined ? {} : { options: { cas: Number(ifVersion) } };
    const body = { data, ...options };
    const call = { method: 'POST', body, subject: 'write', holds: [['data']] } as const;
    const written = await this.#ask(place, 'data', call, signal);
    return numberIn(objectIn(written, 'data'), 'version')?.toString();
  }

  /** Deletes the newest version softly. */
  async remove(place: KvPlace, signal: AbortSignal): Promise<boolean> {
    // A removal is answered alike whether there was something or not.
    if (!isNewestReadable(await this.#metadata(place, signal), this.#clock.now())) return false;
    await this.#ask(place, 'data', { method: 'DELETE', subject: 'removal' }, signal);
    return true;
  }

  /** Takes the removal of the newest version back; resolves to whether there was one. */
  async recover(place: KvPlace, signal: AbortSignal): Promise<boolean> {
    const metadata = await this.#metadata(place, signal);
    const newest = numberIn(metadata, 'current_version');
    const one = objectIn(objectIn(metadata, 'versions'), String(newest));
    if (newest === undefined || one.destroyed !== false || isReadable(one, this.#clock.now())) return false;
    const body = { versions: [newest] };
    await this.#ask(place, 'undelete', { method: 'POST', body, subject: 'recovery' }, signal);
    return true;
  }

  /** Destroys all versions for ever, with everything that is known of them; resolves to whether there were any. */
  async purge(place: KvPlace, signal: AbortSignal): Promise<boolean> {
    if ((await this.#metadata(place, signal)) === undefined) return false;
    await this.#ask(place, 'metadata', { method: 'DELETE', subject: 'purge' }, signal);
    return true;
  }

  async keysIn(folder: KvPlace, signal: AbortSignal): Promise<readonly string[]> {
    const query = { list: 'true' };
    const call = { method: 'GET', query, subject: 'list', holds: [['data']] } as const;
    const body = await this.#ask(folder, 'metadata', call, signal);
    return textsIn(objectIn(body, 'data'), 'keys');
  }

  /** The list of Vault holds what was deleted, too: only the metadata of each tells. */
  async readable(places: readonly KvPlace[], signal: AbortSignal): Promise<readonly KvPlace[]> {
    const kept: KvPlace[] = [];
    for (let start = 0; start < places.length; start += AT_ONCE) {
      const some = places.slice(start, start + AT_ONCE);
      const all = await Promise.all(some.map((place) => this.#metadata(place, signal)));
      kept.push(...some.filter((_place, index) => isNewestReadable(all[index], this.#clock.now())));
    }
    return kept;
  }

  async #metadata(place: KvPlace, signal: AbortSignal): Promise<JsonObject | undefined> {
    const call = { method: 'GET', subject: 'description', holds: [['data']] } as const;
    const body = await this.#ask(place, 'metadata', call, signal);
    return body === undefined ? undefined : objectIn(body, 'data');
  }

  #ask(
    place: KvPlace,
    area: 'data' | 'metadata' | 'undelete',
    { subject, ...rest }: Omit<VaultCall, 'path'>,
    signal: AbortSignal,
  ): Promise<JsonObject | undefined> {
    const path = [place.mount, area, place.path].filter((part) => part !== '').join('/');
    return this.#caller.call({ ...rest, path, subject: `the ${subject} of "${nameOf(place)}"` }, signal);
  }
}

function versionFields(version: JsonObject): Omit<KvEntry, 'data'> {
  return {
    ...present('version', numberIn(version, 'version')?.toString()),
    ...present('createdAt', dateOf(version.created_time)),
    ...present('expiresAt', dateOf(version.deletion_time)),
  };
}

function isNewestReadable(metadata: JsonObject | undefined, now: number): boolean {
  return isReadable(objectIn(objectIn(metadata, 'versions'), String(metadata?.current_version)), now);
}

/** A version may be due to be deleted later. */
function isReadable(version: JsonObject, now: number): boolean {
  if (version.destroyed !== false) return false;
  const deletedAt = dateOf(version.deletion_time);
  return deletedAt === undefined || deletedAt.getTime() > now;
}

function tagsOf(custom: JsonValue | undefined): Readonly<Record<string, string>> | undefined {
  if (!isJsonObject(custom)) return undefined;
  return Object.fromEntries(
    Object.entries(custom).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
