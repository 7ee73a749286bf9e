import { SecretsError } from '@chatelaine/core';
import { objectIn, textIn } from '@chatelaine/core/provider';
import type { NamingOptions } from '../secret-name.js';
import type { VaultCaller } from '../vault-caller.js';

/**
 * Asks what is mounted, because a KV engine of version 1 that is asked as one of version 2 holds nothing.
 *
 * @throws SecretsError `INVALID_CONFIG` when it is of another version than the options say
 */
export async function checkMount(
  caller: VaultCaller,
  { mountPoint, hasVersions }: NamingOptions,
  signal: AbortSignal,
): Promise<void> {
  if (mountPoint === null) return;
  const path = `sys/internal/ui/mounts/${mountPoint}`;
  const body = await caller
    .call({ method: 'GET', path, subject: 'the look at the mount' }, signal)
    .catch(unknown);
  const { type, options } = objectIn(body, 'data');
  if (type !== 'kv') return;
  const version = textIn(objectIn({ options: options ?? null }, 'options'), 'version') ?? '1';
  if ((version === '2') === hasVersions) return;
  throw new SecretsError(
    'INVALID_CONFIG',
    `${caller.backend}: the mount is of another version than expected.`,
    {
      backend: caller.backend,
      field: ['kvEngineVersion'],
      hint: `Set "kvEngineVersion" to ${version === '2' ? 2 : 1}.`,
    },
  );
}

/** A policy may let this identity read single paths, and not see the mount. */
function unknown(error: unknown): undefined {
  if (SecretsError.is(error, 'ACCESS_DENIED')) return undefined;
  throw error;
}
