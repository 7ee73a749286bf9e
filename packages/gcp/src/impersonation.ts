import { parseJsonObject, textIn } from '@chatelaine/core/provider';
import type { CredentialSource } from './credential.js';
import type { GcpToken } from './gcp-token.js';
import { loginFailure } from './login-error.js';
import type { LoginWatch } from './login-watch.js';

/** Whom to act as, and through whom. */
export interface Impersonation {
  /** The address of IAM credentials for that account. */
  readonly url: string;
  readonly delegates: readonly string[];
}

const ACCOUNT = 'projects/-/serviceAccounts/';

/** The impersonation that a chain of accounts describes: its last one is acted as, through the others. */
export function impersonationOf(chain: string | readonly string[], iamEndpoint: string): Impersonation {
  const accounts = typeof chain === 'string' ? [chain] : chain;
  const target = encodeURIComponent(accounts.at(-1) ?? '');
  return {
    url: `${iamEndpoint}/v1/${ACCOUNT}${target}:generateAccessToken`,
    delegates: accounts.slice(0, -1),
  };
}

/** Trades a token for one of the service account that is acted as. */
export async function impersonated(
  { token }: GcpToken,
  { url, delegates }: Impersonation,
  scopes: readonly string[],
  source: CredentialSource,
  watch: LoginWatch,
): Promise<GcpToken> {
  watch.step = 'impersonation';
  const answer = await watch.fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ delegates: delegates.map((name) => ACCOUNT + name), scope: scopes }),
  });
  const body = parseJsonObject(await answer.text()) ?? {};
  const given = textIn(body, 'accessToken');
  const expiresAt = Date.parse(textIn(body, 'expireTime') ?? '');
  if (!answer.ok || given === undefined || Number.isNaN(expiresAt))
    throw loginFailure(undefined, watch, source);
  return { token: given, expiresAt };
}
