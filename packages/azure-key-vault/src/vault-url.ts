import type { Env, SecretsError } from '@chatelaine/core';
import { invalidOption, isLoopback, isTrustedHost } from '@chatelaine/core/provider';
import { cloudOf } from './azure-cloud.js';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';

/** The two addresses of a vault, checked. */
export interface VaultAddresses {
  /** The vault's origin, without a slash at its end. */
  readonly vault: string;
  /** The origin of the authority that credentials log in to; `undefined`: the SDK's own choice. */
  readonly authority: string | undefined;
}

type Refuse = (option: string, problem: string, hint: string) => SecretsError;

/**
 * Checks where the vault is, where its log-in is, and that a token meant for one cloud does not travel to another host.
 * No message quotes an address, because it may have come from the environment.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkAddresses(options: AzureKeyVaultOptions, env: Env, backend: string): VaultAddresses {
  const refuse: Refuse = (option, problem, hint) => invalidOption(option, problem, hint, backend);
  const vault = checkOrigin(options.vaultUrl, (problem, hint) => refuse('vaultUrl', problem, hint));
  const host = vault.hostname;
  if (/(?:^|\.)managedhsm\.azure\.net$/.test(host)) {
    throw refuse('vaultUrl', 'names a managed HSM', 'It keeps keys, not secrets: name a vault.');
  }
  if (/(?:^|\.)privatelink\./.test(host)) {
    throw refuse(
      'vaultUrl',
      'names the private link of a vault',
      "Use the vault's public name: inside the network it leads to the private link too.",
    );
  }
  if (options.disableChallengeResourceVerification === true && !isTrusted(vault, options.trustedVaultHosts)) {
    throw refuse(
      'disableChallengeResourceVerification',
      'is accepted only for this machine and for hosts listed in "trustedVaultHosts"',
      'Remove it, or list the host of "vaultUrl" there.',
    );
  }
  const authority = authorityOf(options, env, host, refuse);
  return { vault: vault.origin, authority };
}

function authorityOf(
  options: AzureKeyVaultOptions,
  env: Env,
  host: string,
  refuse: Refuse,
): string | undefined {
  const cloud = cloudOf(host);
  const fallback = cloud === undefined ? undefined : `https://${cloud.authorities[0]}`;
  const given = options.authorityHost ?? (env.AZURE_AUTHORITY_HOST || undefined);
  if (given === undefined) return fallback;
  const source = options.authorityHost === undefined ? ' (from AZURE_AUTHORITY_HOST)' : '';
  const refuseAuthority = (problem: string, hint: string) =>
    refuse('authorityHost', `${problem}${source}`, hint);
  const { hostname, origin } = checkOrigin(given, refuseAuthority);
  if (cloud === undefined || cloud.authorities.includes(hostname) || isLoopback(hostname)) return origin;
  throw refuseAuthority(
    'does not belong to the cloud of "vaultUrl"',
    `Vaults that end in ${cloud.vaultSuffix} log in at ${fallback}.`,
  );
}

/** An address of the form `https://host[:port]`, with no more than a slash after it. */
function checkOrigin(text: string, refuse: (problem: string, hint: string) => SecretsError): URL {
  const hint = 'Write https:// and the host, and nothing after it.';
  if (!URL.canParse(text)) throw refuse('is not a URL', hint);
  const url = new URL(text);
  if (url.protocol !== 'https:') throw refuse('does not begin with https://', hint);
  // To DNS it is the same host, and to rules about names another.
  if (url.hostname.endsWith('.')) throw refuse('has a host that ends in "."', hint);
  if (url.username !== '' || url.password !== '') throw refuse('holds a user name or password', hint);
  if (url.search !== '' || text.includes('?')) throw refuse('holds a query', hint);
  if (url.hash !== '' || text.includes('#')) throw refuse('holds a fragment', hint);
  if (url.pathname !== '/') throw refuse('holds a path', hint);
  if (![url.origin, `${url.origin}:443`].includes(text.toLowerCase().replace(/\/$/, ''))) {
    throw refuse('is not written as https://host', hint);
  }
  return url;
}

function isTrusted(url: URL, trusted: readonly string[] | undefined): boolean {
  return isLoopback(url.hostname) || isTrustedHost(url, trusted);
}
