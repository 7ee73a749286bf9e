import type { FoundSecret, SecretRef } from '@chatelaine/core';
import type { KvEngine } from './kv/kv-engine.js';
import { type KvPlace, nameOf } from './secret-name.js';
import { textFrom } from './stored-shape.js';

/** Reads what the first of some places has for a reference; `undefined` when none has anything. */
export async function readSecret(
  engine: KvEngine,
  places: readonly KvPlace[],
  { kind, version }: SecretRef,
  backend: string,
  signal: AbortSignal,
): Promise<FoundSecret | undefined> {
  for (const place of places) {
    const entry = await engine.read(place, version, signal);
    if (entry === undefined) continue;
    const { data, ...rest } = entry;
    const name = nameOf(place);
    return { value: textFrom(data, kind, { backend, name }), name, ...rest };
  }
  return undefined;
}
