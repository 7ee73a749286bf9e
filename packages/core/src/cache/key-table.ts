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
  readonly #plain: Readonly<Record<SecretKind, Map<string, T>>> = {
    connection: new Map(),
    variable: new Map(),
    config: new Map(),
    secret: new Map(),
  };
  readonly #special = new Map<string, T>();

  get(kind: SecretKind, id: string, parts?: KeyParts): T | undefined {
    if (parts === undefined || (parts.version === undefined && parts.team === undefined))
      return this.#plain[kind]?.get(id);
    return this.#special.get(specialKey(kind, id, parts));
  }

  set({ kind, id, version, team }: SecretRef, value: T): void {
    if (version === undefined && team === undefined) this.#plain[kind].set(id, value);
    else this.#special.set(specialKey(kind, id, { version, team }), value);
  }

  forEach(call: (value: T) => void): void {
    for (const map of [...Object.values(this.#plain), this.#special])
      for (const value of [...map.values()]) call(value);
  }

  delete({ kind, id, version, team }: SecretRef): void {
    if (version === undefined && team === undefined) this.#plain[kind].delete(id);
    else this.#special.delete(specialKey(kind, id, { version, team }));
  }
}

function specialKey(kind: SecretKind, id: string, { version, team }: KeyParts): string {
  return JSON.stringify([kind, id, version ?? null, team ?? null]);
}
