import type { Env, SecretsError } from '@chatelaine/core';
import { invalidOption, isLoopback } from '@chatelaine/core/provider';
import type { VaultOptions } from './vault-options.js';

/** Where Vault is, checked. */
export interface VaultAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What a proxy wants before `/v1`; mostly empty. */
  readonly prefix: string;
  readonly namespace: string | undefined;
}

const HINT = 'Write https:// and the host, for example "https://vault.example.com:8200".';

/**
 * Checks where Vault is. No message quotes the address, because it may have come from the environment.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkAddress(options: VaultOptions, env: Env, backend: string): VaultAddress {
  const given = options.url ?? (env.VAULT_ADDR || env.BAO_ADDR || undefined);
  const source = options.url === undefined ? ' (from VAULT_ADDR or BAO_ADDR)' : '';
  const refuse = (problem: string, hint = HINT): SecretsError => invalidOption('url', problem, hint, backend);
  if (given === undefined) throw refuse('is missing', `${HINT} Without it VAULT_ADDR is used.`);
  if (!URL.canParse(given)) throw refuse(`is not a URL${source}`);
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse(`does not begin with https://${source}`);
  if (url.username !== '' || url.password !== '') throw refuse(`holds a user name or password${source}`);
  if (given.includes('?') || given.includes('#')) throw refuse(`holds a query or a fragment${source}`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && options.allowHttp !== true) {
    throw refuse(
      `sends tokens and secrets in clear over the network${source}`,
      'Write https://, or set "allowHttp" to true.',
    );
  }
  const prefix = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { origin: url.origin, prefix, namespace: namespaceOf(options, env, backend) };
}

function namespaceOf({ namespace }: VaultOptions, env: Env, backend: string): string | undefined {
  const given = namespace ?? (env.VAULT_NAMESPACE || env.BAO_NAMESPACE || undefined);
  const trimmed = given?.replace(/^\/+|\/+$/g, '');
  if (trimmed === undefined || trimmed === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  const hint = 'A namespace is a path of visible ASCII characters, for example "team-a/dev".';
  throw invalidOption('namespace', 'cannot be sent', hint, backend);
}
