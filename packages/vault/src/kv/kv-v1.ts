import type { JsonObject, SecretDescription } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { objectIn, textsIn } from '@chatelaine/core/provider';
import { type KvPlace, nameOf } from '../secret-name.js';
import type { VaultCaller } from '../vault-caller.js';
import type { KvEngine, KvEntry } from './kv-engine.js';

/** The KV engine without versions: one value at a path, and nothing around it. */
export class KvV1 implements KvEngine {
  readonly #caller: VaultCaller;

  constructor(caller: VaultCaller) {
    this.#caller = caller;
  }

  async read(
    place: KvPlace,
    _version: undefined | string,
    signal: AbortSignal,
  ): Promise<KvEntry | undefined> {
    const name = nameOf(place);
    const body = await this.#caller.call(
      { method: 'GET', path: name, subject: `the read of "${name}"`, holds: [['data']] },
      signal,
    );
    return body === undefined ? undefined : { data: objectIn(body, 'data') };
  }

  /** The engine keeps nothing but the value, which is read and left out. */
  async describe(
    place: KvPlace,
    _version: undefined | string,
    signal: AbortSignal,
  ): Promise<SecretDescription | undefined> {
    const entry = await this.read(place, undefined, signal);
    return entry === undefined ? undefined : { name: nameOf(place) };
  }

  async write(
    place: KvPlace,
    data: JsonObject,
    ifVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<undefined> {
    const name = nameOf(place);
    const { backend } = this.#caller;
    if (ifVersion !== undefined) {
      throw new SecretsError('UNSUPPORTED', `${backend}: "${name}" cannot be written by "ifVersion".`, {
        backend,
        hint: 'Version 1 of the KV engine keeps no versions: leave it out.',
      });
    }
    await this.#caller.call(
      { method: 'POST', path: name, body: data, subject: `the write of "${name}"` },
      signal,
    );
  }

  async remove(place: KvPlace, signal: AbortSignal): Promise<boolean> {
    const name = nameOf(place);
    // A removal is answered alike whether there was something or not.
    if ((await this.read(place, undefined, signal)) === undefined) return false;
    await this.#caller.call({ method: 'DELETE', path: name, subject: `the removal of "${name}"` }, signal);
    return true;
  }

  async keysIn({ mount, path }: KvPlace, signal: AbortSignal): Promise<readonly string[]> {
    const body = await this.#caller.call(
      {
        method: 'GET',
        path: [mount, path].filter((part) => part !== '').join('/'),
        query: { list: 'true' },
        subject: `the list of "${mount}/${path}"`,
        holds: [['data']],
      },
      signal,
    );
    return textsIn(objectIn(body, 'data'), 'keys');
  }

  async readable(places: readonly KvPlace[]): Promise<readonly KvPlace[]> {
    return places;
  }
}
