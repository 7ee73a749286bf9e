import type { FindOptions, SecretKind, SecretValue, WrittenSecret } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import type { KvEngine } from './kv/kv-engine.js';
import { type KvPlace, nameOf } from './secret-name.js';
import { dataFrom } from './stored-shape.js';

/** What can be said about a value as it is written. */
export interface WriteOptions extends FindOptions {
  /** Writes only while the newest version is this one; `0`: only where nothing was ever written. */
  readonly ifVersion?: string;
}

/**
 * Writes a value of a kind to a place, in Airflow's shape.
 *
 * @throws SecretsError `INVALID_VALUE` for bytes that are no UTF-8, `UNSUPPORTED` for an `ifVersion` that is none
 */
export async function writeSecret(
  engine: KvEngine,
  place: KvPlace,
  kind: SecretKind,
  value: SecretValue,
  { signal, ifVersion }: WriteOptions,
  backend: string,
): Promise<WrittenSecret> {
  const name = nameOf(place);
  const data = dataFrom(value, kind, { backend, name });
  const version = await engine.write(place, data, checkedVersion(ifVersion, backend), signal);
  return { name, ...(version === undefined ? {} : { version }) };
}

function checkedVersion(version: string | undefined, backend: string): string | undefined {
  if (version === undefined || /^\d{1,9}$/.test(version)) return version;
  throw new SecretsError('UNSUPPORTED', `${backend}: "ifVersion" is no version of Vault.`, {
    backend,
    hint: 'Give the number of a version, or "0".',
  });
}
