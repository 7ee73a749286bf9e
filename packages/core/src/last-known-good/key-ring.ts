import { hkdfSync } from 'node:crypto';
import { SecretsError } from '../errors.js';
import type { Env } from '../provider.js';
import type { NamedKey } from './key-source.js';
import { readKey } from './key-source.js';

export interface RingKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** The keys with their ids: the first one encrypts, each decrypts. */
export type KeyRing = readonly [RingKey, ...RingKey[]];

const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** @throws SecretsError `INVALID_CONFIG` for a key that is none, for an id that is none, and for one id twice */
export async function readKeyRing(keys: readonly NamedKey[], env: Env): Promise<KeyRing> {
  const ring = await Promise.all(keys.map((named) => readRingKey(named, env)));
  if (new Set(ring.map(({ id }) => id)).size < ring.length)
    throw new SecretsError('INVALID_CONFIG', 'Two keys have one id.', {
      hint: 'Give each an id of its own.',
    });
  return ring as unknown as KeyRing;
}

/** @throws SecretsError `INVALID_CONFIG` */
export function checkKeyId(id: unknown): void {
  if (id === undefined || (typeof id === 'string' && ID.test(id))) return;
  throw new SecretsError('INVALID_CONFIG', 'The id of a key is none.', {
    hint: 'Give 1 to 64 letters, digits, ".", "_" or "-", for example "2026-01".',
  });
}

async function readRingKey({ id, key: source }: NamedKey, env: Env): Promise<RingKey> {
  const key = await readKey(source, env);
  return { id: id ?? idOf(key), key };
}

/** Says which key it is, and nothing about it. */
function idOf(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'chatelaine last known good, key id', 8)).toString('hex');
}
