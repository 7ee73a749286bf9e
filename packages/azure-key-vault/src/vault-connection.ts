import type { TokenCredential } from '@azure/identity';
import type { Clock, ProviderContext } from '@chatelaine/core';
import { loadOnce, loginTimeoutMs } from '@chatelaine/core/provider';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { chooseCredential } from './credential-kind.js';
import { BackendHttp } from './http-client.js';
import { requestToken } from './request-token.js';
import { SharedChallenge } from './shared-challenge.js';
import { TokenLogin } from './token-login.js';
import type { VaultClient } from './vault-caller.js';
import { checkAddresses } from './vault-url.js';

/** What code can give instead of the options that describe it. */
export interface AzureKeyVaultParts {
  /** Gets tokens in place of every credential option. */
  readonly tokenCredential?: TokenCredential | undefined;
  /** Is called in place of a client made from `vaultUrl` and a credential. */
  readonly client?: VaultClient | undefined;
}

/** A vault and the log-in to it. */
export interface VaultConnection {
  /** The client, made when it is first asked for. */
  open(): Promise<VaultClient>;
  /** Logs in again because the vault refused a token; resolves to whether the read is worth repeating. */
  renew(refused: string | undefined): Promise<boolean>;
  close(): void;
}

/**
 * Checks where to go and how to log in. No I/O: that begins when the connection is first opened.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options cannot work together
 */
export function connectVault(
  options: AzureKeyVaultOptions,
  { name, directory, env, clock }: ProviderContext,
  { client, tokenCredential }: AzureKeyVaultParts = {},
): VaultConnection {
  const { vault, authority } = checkAddresses(options, env, name);
  const kind = chooseCredential(options, client !== undefined || tokenCredential !== undefined, name);
  const timeoutMs = loginTimeoutMs(options.loginTimeout, name);
  if (client !== undefined) return connectionTo(client);
  const http = new BackendHttp();
  const source = { kind, options, authority, directory, backend: name, http, given: tokenCredential };
  const login = new TokenLogin({
    backend: name,
    timeoutMs,
    clock,
    requestToken: (question, signal) => requestToken(source, question, signal),
  });
  return {
    open: loadOnce(() => openClient(vault, login, options, { clock, http })),
    renew: (refused) => login.renew(refused),
    close: () => {
      login.close();
      http.close();
    },
  };
}

/** A client of the code logs in by itself, and is the code's to close. */
function connectionTo(client: VaultClient): VaultConnection {
  return { open: async () => client, renew: async () => false, close: () => undefined };
}

async function openClient(
  vault: string,
  login: TokenLogin,
  { serviceVersion, disableChallengeResourceVerification = false }: AzureKeyVaultOptions,
  { clock, http }: { readonly clock: Clock; readonly http: BackendHttp },
): Promise<VaultClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  return new SecretClient(vault, login, {
    disableChallengeResourceVerification,
    // A read is tried again by whoever guards the backend, and a token goes nowhere but to the vault.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: new SharedChallenge(clock), position: 'perRetry' }],
    httpClient: await http.client(),
    // The SDK lists the versions that it knows, and sends any.
    ...(serviceVersion === undefined ? {} : { serviceVersion: serviceVersion as '7.6' }),
  });
}
