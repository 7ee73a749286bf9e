import type { KeyVaultServerOptions, VaultFault } from '@chatelaine/testing';
import { startKeyVaultServer } from '@chatelaine/testing';

/** What the parent asks of the process in which a Key Vault server runs; each is answered once it is done. */
export type KeyVaultOrder =
  | { readonly start: Omit<KeyVaultServerOptions, 'now'> }
  | { readonly set: readonly (readonly [name: string, value: string])[] }
  | { readonly fault: VaultFault | undefined }
  /** How far the server's clock goes before the machine's, in milliseconds. */
  | { readonly aheadMs: number }
  /** How many of the next tokens have expired when they are handed out. */
  | { readonly expiredTokens: number }
  | { readonly denied: boolean };

let aheadMs = 0;
let server: Awaited<ReturnType<typeof startKeyVaultServer>> | undefined;

process.on('message', (order: KeyVaultOrder) => {
  void obey(order).then(() => process.send?.('done'));
});

async function obey(order: KeyVaultOrder): Promise<void> {
  if ('start' in order) {
    server = await startKeyVaultServer({ ...order.start, now: () => Date.now() + aheadMs });
    return;
  }
  if (server === undefined) throw new Error('The server is not started.');
  if ('set' in order) for (const [name, value] of order.set) server.set(name, value);
  else if ('aheadMs' in order) aheadMs = order.aheadMs;
  else if ('expiredTokens' in order) server.issueExpiredTokens(order.expiredTokens);
  else if ('denied' in order) order.denied ? server.deny(server.clientId) : server.grant(server.clientId);
  else if (order.fault === undefined) server.clearFaults();
  else server.fault(order.fault);
  // The log of requests is nobody's to read here.
  server.clearLog();
}
