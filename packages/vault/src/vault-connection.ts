import type { ProviderContext } from '@chatelaine/core';
import { loginTimeoutMs } from '@chatelaine/core/provider';
import { VaultHttp, type VaultSender } from './http/vault-http.js';
import { chooseAuthType } from './login/auth-type.js';
import { OpenedWrappings } from './login/opened-wrappings.js';
import { VaultLogin } from './login/vault-login.js';
import type { VaultOptions } from './vault-options.js';
import { checkAddress } from './vault-url.js';

/** What code can give instead of the options that describe it. */
export interface VaultParts {
  /** Gives a token in place of every log-in option; asked again when Vault refuses what it gave, or it ends. */
  readonly getToken?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Sends requests in place of Node's own client. */
  readonly sender?: VaultSender | undefined;
}

/** A Vault and the log-in to it. */
export interface VaultConnection {
  /** Address and namespace, for whoever tells backends apart. */
  readonly place: readonly (string | undefined)[];
  readonly sender: VaultSender;
  readonly login: VaultLogin;
}

/**
 * Checks where to go and how to log in. No I/O: that begins with the first request.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options cannot work together
 */
export function connectVault(
  options: VaultOptions,
  { name, directory, env, clock }: ProviderContext,
  { getToken, sender: given }: VaultParts = {},
): VaultConnection {
  const address = checkAddress(options, env, name);
  const type = chooseAuthType(options, getToken !== undefined, name);
  const timeoutMs = loginTimeoutMs(options.loginTimeout, name);
  const sender = given ?? new VaultHttp(address);
  const wrapping = new OpenedWrappings();
  const source = { type, options, env, directory, backend: name, sender, wrapping, given: getToken };
  return {
    place: [address.origin, address.prefix, address.namespace],
    sender,
    login: new VaultLogin({ source, timeoutMs, clock }),
  };
}
