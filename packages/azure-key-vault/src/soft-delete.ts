import type { VaultCaller } from './vault-caller.js';

/** Deletes a secret softly; resolves to whether there was one. The vault may take seconds to end what it began. */
export function deleteSecret(caller: VaultCaller, name: string, signal: AbortSignal): Promise<boolean> {
  // The poller that the SDK gives back has asked once, and asks no more unless it is told to.
  return hadOne(
    caller.callIfThere({ action: 'remove', name }, signal, (client, options) =>
      client.beginDeleteSecret(name, options),
    ),
  );
}

/** Takes a deletion back; resolves to whether there was one. */
export function recoverSecret(caller: VaultCaller, name: string, signal: AbortSignal): Promise<boolean> {
  return hadOne(
    caller.callIfThere({ action: 'recover', name }, signal, async (client, options) => {
      const poller = await client.beginRecoverDeletedSecret(name, options);
      // Where the secret is there, the SDK recovers nothing.
      return poller.getOperationState().isStarted ? name : undefined;
    }),
  );
}

/** Destroys a deleted secret for ever and frees its name; resolves to whether there was one. */
export function purgeSecret(caller: VaultCaller, name: string, signal: AbortSignal): Promise<boolean> {
  return hadOne(
    caller.callIfThere({ action: 'purge', name }, signal, async (client, options) => {
      await client.purgeDeletedSecret(name, options);
      return name;
    }),
  );
}

async function hadOne(answer: Promise<unknown>): Promise<boolean> {
  return (await answer) !== undefined;
}
