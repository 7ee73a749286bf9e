import { randomBytes } from 'node:crypto';
import { GoogleError } from './google-error.js';

export interface AccessToken {
  readonly token: string;
  /** Who it is for: the e-mail address of a service account or a user. */
  readonly principal: string;
  readonly scopes: readonly string[];
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';

/** The access tokens that were given out: words without a meaning, as Google's are to their clients. */
export class AccessTokens {
  readonly lifetimeSeconds: number;
  readonly #now: () => number;
  readonly #tokens = new Map<string, AccessToken>();
  #expiredLeft = 0;

  constructor(now: () => number, lifetimeSeconds: number) {
    this.#now = now;
    this.lifetimeSeconds = lifetimeSeconds;
  }

  /** From now on, this many tokens are expired while their clients are told that they are fresh. */
  issueExpired(times: number): void {
    this.#expiredLeft = times;
  }

  issue(
    principal: string,
    scopes: readonly string[],
    lifetimeSeconds: number = this.lifetimeSeconds,
  ): AccessToken {
    const expired = this.#expiredLeft > 0;
    if (expired) this.#expiredLeft -= 1;
    const now = this.#now();
    const token = `ya29.${randomBytes(48).toString('base64url')}`;
    const told = { token, principal, scopes, expiresAt: now + lifetimeSeconds * 1_000 };
    this.#tokens.set(token, expired ? { ...told, expiresAt: now - 60_000 } : told);
    return told;
  }

  /** The token of an Authorization header, when it was given out here and has not expired. */
  check(header: string | undefined): AccessToken {
    const [, text = ''] = /^Bearer (\S+)$/i.exec(header ?? '') ?? [];
    const token = this.#tokens.get(text);
    if (header === undefined) {
      throw new GoogleError(
        'UNAUTHENTICATED',
        'The request is missing a required credential.',
        'CREDENTIALS_MISSING',
      );
    }
    if (token === undefined || token.expiresAt <= this.#now()) {
      const reason = token === undefined ? 'ACCESS_TOKEN_TYPE_UNSUPPORTED' : 'ACCESS_TOKEN_EXPIRED';
      throw new GoogleError('UNAUTHENTICATED', 'The request had an invalid credential.', reason);
    }
    return token;
  }
}
