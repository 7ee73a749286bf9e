import type { SecretManagerCaller } from './secret-manager-caller.js';

/** Deletes a secret with all its versions. Resolves to whether there was one. */
export async function removeSecret(
  caller: SecretManagerCaller,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const call = { method: 'DELETE', path: `/secrets/${name}` } as const;
  return (await caller.call({ action: 'remove', name }, call, signal)) !== undefined;
}
