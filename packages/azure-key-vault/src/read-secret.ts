import { type FoundSecret, SecretsError } from '@chatelaine/core';
import { metadataOf } from './secret-metadata.js';
import type { VaultCaller } from './vault-caller.js';

/** Reads a version of the secret under one name, the current one unless named; `undefined` when there is none. */
export async function readSecret(
  caller: VaultCaller,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<FoundSecret | undefined> {
  const call = { action: 'read', name, version } as const;
  const secret = await caller.callIfThere(call, signal, (client, options) =>
    client.getSecret(name, { ...options, ...(version === undefined ? {} : { version }) }),
  );
  if (secret === undefined) return undefined;
  const { value, properties } = secret;
  if (value === undefined) {
    const { backend } = caller;
    throw new SecretsError('INTERNAL', `${backend}: the vault answered "${name}" without a value.`, {
      backend,
      hint: 'Check "vaultUrl", and what stands between this machine and the vault.',
    });
  }
  return { value, name: secret.name, ...metadataOf(properties) };
}
