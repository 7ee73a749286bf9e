import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AccessRules } from './access-rules.js';
import { ClientRegistry } from './client-registry.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { API_VERSIONS, type KeyVaultServerOptions } from './key-vault-server-options.js';
import { listenOnLoopback } from './loopback-listener.js';
import { managedIdentityEndpoint } from './managed-identity-endpoint.js';
import { RunningKeyVaultServer } from './running-key-vault-server.js';
import { selfSignedCertificate } from './self-signed-certificate.js';
import { TestFiles } from './test-files.js';
import { tokenEndpoint } from './token-endpoint.js';
import { TokenIssuer } from './token-issuer.js';
import { TokenLog } from './token-log.js';
import { VaultContents } from './vault-contents.js';
import { VaultEndpoint } from './vault-endpoint.js';

const LOCAL_NAMES = ['localhost'];
const LOCAL_ADDRESSES = ['127.0.0.1'];

/** Starts a vault, an Entra and managed identity endpoints of their own, on free ports of 127.0.0.1. */
export async function startKeyVaultServer(options: KeyVaultServerOptions = {}): Promise<KeyVaultServer> {
  const { tenantId = randomUUID(), resource = 'https://vault.azure.net', now = Date.now } = options;
  const clients = new ClientRegistry(options.clients);
  const issuer = new TokenIssuer({ tenantId, now, lifetimeSeconds: options.tokenLifetimeSeconds ?? 3600 });
  const contents = new VaultContents(now);
  const access = new AccessRules(clients);
  const tokens = new TokenLog();
  const identityHeader = randomUUID();

  await using cleanUp = new AsyncDisposableStack();
}
