import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AccessRules } from './access-rules.js';
import { ClientRegistry } from './client-registry.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { API_VERSIONS, type KeyVaultServerOptions } from './key-vault-server-options.js';
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.js';
import { managedIdentityEndpoint } from './managed-identity-endpoint.js';
import { RunningKeyVaultServer } from './running-key-vault-server.js';
import { checkedName, checkedValue } from './secret-parameters.js';
import { type CertifiedKey, selfSignedCertificate } from './self-signed-certificate.js';
import { TestFiles } from './test-files.js';
import { tokenEndpoint } from './token-endpoint.js';
import { TokenIssuer } from './token-issuer.js';
import { TokenLog } from './token-log.js';
import { VaultContents } from './vault-contents.js';
import { VaultEndpoint } from './vault-endpoint.js';

/** Starts a vault with an Entra and managed identity endpoints of its own, all on 127.0.0.1. */
export async function startKeyVaultServer(options: KeyVaultServerOptions = {}): Promise<KeyVaultServer> {
  const { tenantId = randomUUID(), resource = 'https://vault.azure.net', now = Date.now } = options;
  const clients = new ClientRegistry(options.clients);
  const contents = new VaultContents(now);
  const access = new AccessRules(clients);
  const issuer = new TokenIssuer({ tenantId, now, lifetimeSeconds: options.tokenLifetimeSeconds ?? 3600 });
  const tokens = new TokenLog();
  const identityHeader = randomUUID();
  const certified = options.certificate ?? (await newCertificate(options.hostNames));
  const tls = { key: certified.privateKey, cert: certified.certificate };

  for (const [name, secret] of Object.entries(options.secrets ?? {})) {
    const { value, ...settings } = typeof secret === 'string' ? { value: secret } : secret;
    contents.set(checkedName(name), checkedValue(value), settings);
  }

  const files = await TestFiles.create();
  const listeners: LoopbackListener[] = [];
  const listen = async (server: Parameters<typeof listenOnLoopback>[0], port?: number): Promise<number> => {
    const listener = await listenOnLoopback(server, port);
    listeners.push(listener);
    return listener.port;
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
    await files.remove();
  };

  try {
    const entra = tokenEndpoint({ clients, issuer, log: tokens, tenantId, resource, now });
    const authorityHost = `https://localhost:${await listen(createHttpsServer(tls, entra), options.authorityPort)}`;
    await issuer.start(authorityHost);

    const identity = managedIdentityEndpoint({ clients, issuer, log: tokens, resource, identityHeader, now });
    const imdsHost = `http://127.0.0.1:${await listen(createHttpServer(identity))}`;

    const authority = `${authorityHost}/${tenantId}`;
    const apiVersions = options.apiVersions ?? API_VERSIONS;
    const vault = new VaultEndpoint({ contents, access, issuer, tenantId, resource, apiVersions, authority });
    const port = await listen(createHttpsServer(tls, vault.listener), options.port);

    const caFile = await files.write('ca.pem', certified.certificate);
    return new RunningKeyVaultServer(
      { port, authorityHost, imdsHost, tenantId, identityHeader, ca: certified.certificate, caFile },
      { vault, contents, access, clients, issuer, tokens, files },
      closeAll,
    );
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function newCertificate(hostNames: readonly string[] = []): Promise<CertifiedKey> {
  return selfSignedCertificate({
    // OpenSSL looks a trusted certificate up by its name, so two servers of one process must not share it.
    commonName: `key-vault-server-${randomUUID()}`,
    hostNames: ['localhost', ...hostNames],
    addresses: ['127.0.0.1'],
  });
}
