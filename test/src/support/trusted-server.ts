import tls from 'node:tls';
import type { AzureKeyVaultOptions } from '@chatelaine/azure-key-vault';
import type { KeyVaultServer, KeyVaultServerOptions } from '@chatelaine/testing';
import { startKeyVaultServer } from '@chatelaine/testing';

/** Starts a Key Vault server whose certificate this process trusts, as NODE_EXTRA_CA_CERTS would make it at start. */
export async function startTrustedServer(options?: KeyVaultServerOptions): Promise<KeyVaultServer> {
  const server = await startKeyVaultServer(options);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), server.ca]);
  return server;
}

/** The options by which a service principal logs in at the server and reads its vault. */
export function servicePrincipalOptions(server: KeyVaultServer): AzureKeyVaultOptions {
  return {
    ...localOptions(server),
    tenantId: server.tenantId,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
  };
}

/** What a vault on this machine needs, whoever logs in. */
export function localOptions(server: KeyVaultServer): AzureKeyVaultOptions {
  return {
    vaultUrl: server.url,
    authorityHost: server.authorityHost,
    disableInstanceDiscovery: true,
    disableChallengeResourceVerification: true,
  };
}
