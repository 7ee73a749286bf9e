import type { SecretKind, SecretRef } from '../secret-ref.js';

/** What names an entry: a reference, without the need to make one. */
export interface KeyParts {
  readonly version?: string | undefined;
  readonly team?: string | undefined;
}

/**
 * A map from complete references. References of one kind without version and team, which is nearly all of them, are found
 * by their id alone, without making a key.
 */
export class KeyTable<T> {
  readonly #connections = new Map<string, T>();
  readonly #variables = new Map<string, T>();
  readonly #configs = new Map<string, T>();
  readonly #secrets = new Map<string, T>();
  readonly #special = new Map<string, T>();

  get(kind: SecretKind, id: string, parts?: KeyParts | null): T | undefined {
    if (parts == null || (parts.version === undefined && parts.team === undefined))
      return this.#plain(kind)?.get(id);
    return this.#special.get(specialKey(kind, id, parts));
  }

  set({ kind, id, version, team }: SecretRef, value: T): void {
    if (version === undefined && team === undefined) this.#plain(kind)?.set(id, value);
    else this.#special.set(specialKey(kind, id, { version, team }), value);
  }

  forEach(call: (value: T) => void): void {
    const plain = [this.#connections, this.#variables, this.#configs, this.#secrets];
    for (const map of [...plain, this.#special]) for (const value of [...map.values()]) call(value);
  }

  delete({ kind, id, version, team }: SecretRef): void {
    if (version === undefined && team === undefined) this.#plain(kind)?.delete(id);
    else this.#special.delete(specialKey(kind, id, { version, team }));
  }

  /** `undefined`: no such kind. Four comparisons cost less than looking a kind up. */
  #plain(kind: SecretKind): Map<string, T> | undefined {
    if (kind === 'secret') return this.#secrets;
    if (kind === 'connection') return this.#connections;
    if (kind === 'variable') return this.#variables;
    return kind === 'config' ? this.#configs : undefined;
  }
}

function specialKey(kind: SecretKind, id: string, { version, team }: KeyParts): string {
  return JSON.stringify([kind, id, version ?? null, team ?? null]);
}
