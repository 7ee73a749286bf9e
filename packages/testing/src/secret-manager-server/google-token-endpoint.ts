import { decodeJwt, errors, jwtVerify } from 'jose';
import type { AccessToken, AccessTokens } from './access-tokens.js';
import { CLOUD_PLATFORM } from './access-tokens.js';
import type { GoogleTokenSource } from './google-token-log.js';
import { oauthError } from './google-token-log.js';
import type { JsonAnswer } from './json-answer.js';
import type { ServiceAccounts } from './service-accounts.js';

export interface GoogleTokenOptions {
  readonly accounts: ServiceAccounts;
  readonly tokens: AccessTokens;
  readonly now: () => number;
  /** What the assertions of service accounts must name as their audience. */
  readonly tokenUri: string;
  /** The refresh token of the one user. */
  readonly refreshToken: string;
  /** The client that the user signed in with. */
  readonly userClient: { readonly id: string; readonly secret: string };
  readonly userEmail: string;
  /** The token of the one external identity that is trusted. */
  readonly subjectToken: string;
  /** Who the external identity is here. */
  readonly federatedPrincipal: string;
}

/** Where the token endpoint is on its host. */
export const TOKEN_PATH = '/token';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** What a form logs in with, and who it says it is, judged without checking it. */
export function tokenRequestOf(form: URLSearchParams): {
  readonly source: GoogleTokenSource;
  readonly principal: string | undefined;
} {
  const grant = form.get('grant_type');
  if (grant === JWT_BEARER) return { source: 'service-account', principal: issuerOf(form) };
  if (grant === EXCHANGE) return { source: 'workload-identity', principal: undefined };
  if (grant === 'refresh_token') return { source: 'authorized-user', principal: undefined };
  return { source: 'unknown', principal: undefined };
}

/** Google's token endpoint: assertions of service accounts, refresh tokens of users, tokens of other identities. */
export async function tokenAnswer(form: URLSearchParams, options: GoogleTokenOptions): Promise<JsonAnswer> {
  switch (tokenRequestOf(form).source) {
    case 'service-account':
      return fromAssertion(form, options);
    case 'authorized-user':
      return fromRefreshToken(form, options);
    case 'workload-identity':
      return fromSubjectToken(form, options);
    default:
      return oauthError(400, 'unsupported_grant_type', 'Invalid grant_type.');
  }
}

async function fromAssertion(form: URLSearchParams, options: GoogleTokenOptions): Promise<JsonAnswer> {
  const { accounts, tokens, now, tokenUri } = options;
  const account = accounts.find(issuerOf(form) ?? '');
  if (account === undefined) return oauthError(400, 'invalid_grant', 'Invalid grant: account not found');
  try {
    const { payload } = await jwtVerify(form.get('assertion') ?? '', account.publicKey, {
      issuer: account.email,
      audience: tokenUri,
      algorithms: ['RS256'],
      currentDate: new Date(now()),
      // Google lets clocks be wrong by some minutes.
      clockTolerance: 300,
      requiredClaims: ['exp', 'iat'],
    });
    const scope = String(payload.scope ?? '');
    if (scope === '') return oauthError(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience.');
    return granted(tokens.issue(account.email, scope.split(' ')), now());
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return oauthError(400, 'invalid_grant', 'Invalid JWT Signature.');
  }
}

function fromRefreshToken(form: URLSearchParams, options: GoogleTokenOptions): JsonAnswer {
  const { userClient, refreshToken, userEmail, tokens, now } = options;
  if (form.get('client_id') !== userClient.id || form.get('client_secret') !== userClient.secret) {
    return oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  }
  if (form.get('refresh_token') !== refreshToken) {
    return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  }
  return granted(tokens.issue(userEmail, [CLOUD_PLATFORM]), now());
}

function fromSubjectToken(form: URLSearchParams, options: GoogleTokenOptions): JsonAnswer {
  const { subjectToken, federatedPrincipal, tokens, now } = options;
  if (form.get('subject_token') !== subjectToken) {
    return oauthError(400, 'invalid_grant', 'The given credential is rejected by the attribute condition.');
  }
  const answer = granted(tokens.issue(federatedPrincipal, (form.get('scope') ?? '').split(' ')), now());
  const issued = 'urn:ietf:params:oauth:token-type:access_token';
  return { ...answer, body: { ...(answer.body as object), issued_token_type: issued } };
}

/** A token as OAuth hands it out. */
export function granted({ token, expiresAt }: AccessToken, now: number): JsonAnswer {
  const expires_in = Math.floor((expiresAt - now) / 1_000);
  return { status: 200, body: { access_token: token, expires_in, token_type: 'Bearer' } };
}

function issuerOf(form: URLSearchParams): string | undefined {
  try {
    return decodeJwt(form.get('assertion') ?? '').iss;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
