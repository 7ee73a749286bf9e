import { type JsonObject, SecretsError } from '@chatelaine/core';
import { objectIn, textIn } from '@chatelaine/core/provider';
import { type NamingOptions, probePlaceOf } from '../secret-name.js';
import type { VaultCaller } from '../vault-caller.js';
import type { KvEngine } from './kv-engine.js';

/**
 * Asks what is mounted, because a KV engine of version 1 that is asked as one of version 2 holds nothing, and where Vault
 * does not tell, whether anything is.
 *
 * @throws SecretsError `INVALID_CONFIG` when nothing is, or another version than the options say; `ACCESS_DENIED` when
 * this identity may read nothing there
 */
export async function checkMount(
  caller: VaultCaller,
  engine: KvEngine,
  naming: NamingOptions,
  signal: AbortSignal,
): Promise<void> {
  const place = probePlaceOf(naming);
  if (naming.mountPoint === null || place === undefined) return;
  const unseen = await lookAtMount(caller, naming.mountPoint, naming.hasVersions, signal);
  if (unseen === undefined) return;
  try {
    await engine.read(place, undefined, signal);
  } catch (error) {
    if (!SecretsError.is(error, 'ACCESS_DENIED')) throw error;
    // A policy may open single paths, and hide what is mounted; or be for credentials that Vault makes alone.
    const mayReadNothing = unseen.field !== undefined && Object.keys(naming.dynamic).length === 0;
    if (mayReadNothing) throw unseen;
  }
}

/** Resolves to why the mount was not seen, where it was not. */
async function lookAtMount(
  caller: VaultCaller,
  mountPoint: string,
  hasVersions: boolean,
  signal: AbortSignal,
): Promise<SecretsError | undefined> {
  const path = `sys/internal/ui/mounts/${mountPoint}`;
  try {
    const body = await caller.call({ method: 'GET', path, subject: 'the look at the mount' }, signal);
    checkVersion(objectIn(body, 'data'), hasVersions, caller.backend);
    return undefined;
  } catch (error) {
    if (!SecretsError.is(error, 'ACCESS_DENIED')) throw error;
    return error;
  }
}

function checkVersion({ type, options }: JsonObject, hasVersions: boolean, backend: string): void {
  if (type !== 'kv') return;
  const version = textIn(objectIn({ options: options ?? null }, 'options'), 'version') ?? '1';
  if ((version === '2') === hasVersions) return;
  throw new SecretsError('INVALID_CONFIG', `${backend}: the mount is of another version than expected.`, {
    backend,
    field: ['kvEngineVersion'],
    hint: `Set "kvEngineVersion" to ${version === '2' ? 2 : 1}.`,
  });
}
