import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import type { AzureKeyVaultOptions } from '@chatelaine/azure-key-vault';
import type { KeyVaultServer } from '@chatelaine/testing';
import { servicePrincipalOptions, startTrustedServer } from './trusted-server.js';

/** The vault that a suite runs against: a live one that the environment names, or else a server of our own. */
export interface VaultTarget extends AsyncDisposable {
  /** The provider's options, with a service principal that may read. */
  readonly options: AzureKeyVaultOptions;
  /** The SDK's own client, to put secrets there and take them away. */
  readonly admin: SecretClient;
  /** The levers for faults; absent at a live vault. */
  readonly server?: KeyVaultServer;
  /** A prefix that keeps runs against a shared vault apart. */
  readonly unique: string;
}

/** Opens the vault of `CHATELAINE_TEST_VAULT_URL`, or starts a server. */
export async function openVaultTarget(env: NodeJS.ProcessEnv = process.env): Promise<VaultTarget> {
  const unique = `t${process.pid}x${Date.now().toString(36)}`;
  if (env.CHATELAINE_TEST_VAULT_URL !== undefined) return liveTarget(env, unique);
  const server = await startTrustedServer();
  const options = servicePrincipalOptions(server);
  return { options, admin: adminOf(options), server, unique, [Symbol.asyncDispose]: () => server.close() };
}

function liveTarget(env: NodeJS.ProcessEnv, unique: string): VaultTarget {
  const ca = env.CHATELAINE_TEST_CA;
  if (ca !== undefined)
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ca, 'utf8')]);
  const foreignAuthority = env.CHATELAINE_TEST_AUTHORITY_HOST;
  const options = {
    vaultUrl: required(env, 'CHATELAINE_TEST_VAULT_URL'),
    tenantId: required(env, 'CHATELAINE_TEST_TENANT_ID'),
    clientId: required(env, 'CHATELAINE_TEST_CLIENT_ID'),
    clientSecret: required(env, 'CHATELAINE_TEST_CLIENT_SECRET'),
    ...(env.CHATELAINE_TEST_SERVICE_VERSION === undefined
      ? {}
      : { serviceVersion: env.CHATELAINE_TEST_SERVICE_VERSION }),
    ...(foreignAuthority === undefined
      ? {}
      : emulatorOptions(foreignAuthority, required(env, 'CHATELAINE_TEST_VAULT_URL'))),
  };
  return { options, admin: adminOf(options), unique, [Symbol.asyncDispose]: async () => undefined };
}

/** A vault with an authority of its own is no vault of Azure, and asks for tokens for another domain than its own. */
function emulatorOptions(authorityHost: string, vaultUrl: string): Partial<AzureKeyVaultOptions> {
  return {
    authorityHost,
    disableInstanceDiscovery: true,
    disableChallengeResourceVerification: true,
    trustedVaultHosts: [new URL(vaultUrl).hostname],
  };
}

function adminOf(options: VaultTarget['options']): SecretClient {
  const { vaultUrl, tenantId = '', clientId = '', clientSecret = '', authorityHost } = options;
  const authority = authorityHost === undefined ? {} : { authorityHost, disableInstanceDiscovery: true };
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, authority);
  return new SecretClient(vaultUrl, credential, {
    disableChallengeResourceVerification: options.disableChallengeResourceVerification === true,
  });
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set, and CHATELAINE_TEST_VAULT_URL is.`);
  return value;
}
