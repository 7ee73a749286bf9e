import { errors } from 'jose';
import type { Caller } from './access-rules.js';
import type { TokenIssuer } from './token-issuer.js';
import { unauthorized } from './vault-error.js';

export interface BearerCheckOptions {
  readonly issuer: TokenIssuer;
  readonly tenantId: string;
  readonly resource: string;
}

/** Reads the caller out of an Authorization header, after checking signature, audience, tenant and expiry. */
export async function callerOf(header: string | undefined, options: BearerCheckOptions): Promise<Caller> {
  if (header === undefined) throw unauthorized('The request carries no bearer token.');
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (token === undefined) throw unauthorized('The Authorization header holds no bearer token.');
  const { tid, appid, oid } = await verified(token, options);
  if (tid !== options.tenantId) throw unauthorized('The token was issued by another tenant.');
  return { clientId: String(appid), objectId: String(oid) };
}

/** The challenge that goes with a 401: whom to ask for a token, and for which resource. */
export const challenge = (authorization: string, resource: string): Record<string, string> => ({
  'www-authenticate': `Bearer authorization="${authorization}", resource="${resource}"`,
});

async function verified(
  token: string,
  { issuer, resource }: BearerCheckOptions,
): ReturnType<TokenIssuer['verify']> {
  try {
    return await issuer.verify(token, issuer.accessIssuer, resource);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorized('The token has expired.');
    if (error instanceof errors.JOSEError) throw unauthorized('The token does not hold.');
    throw error;
  }
}
