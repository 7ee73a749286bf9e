import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/identity';
import type { Clock } from '@chatelaine/core';
import { SharedLogin } from '@chatelaine/core';
import { renewalTime } from '@chatelaine/core/provider';

/** What the vault's challenge asks of a token. */
export interface TokenQuestion {
  readonly scopes: string | string[];
  readonly tenantId?: string | undefined;
  readonly claims?: string | undefined;
}

export interface TokenLoginOptions {
  readonly backend: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Gets a new token, by a `SecretsError` when it cannot. */
  readonly requestToken: (question: TokenQuestion, signal: AbortSignal) => Promise<AccessToken>;
}

interface KeptToken {
  readonly token: string;
  readonly expiresAt: number;
  readonly renewAt: number;
}

const RENEW_BEFORE_EXPIRY_MS = 120_000;

/** The credential that the vault's client sees: it hands out the token of one log-in that all reads share. */
export class TokenLogin implements TokenCredential {
  readonly #login: SharedLogin<KeptToken>;
  #question: TokenQuestion = { scopes: [] };

  constructor({ backend, timeoutMs, clock, requestToken }: TokenLoginOptions) {
    this.#login = new SharedLogin({
      backend,
      timeoutMs,
      clock,
      login: async (signal) => {
        const token = await requestToken(this.#question, signal);
        this.#question = { ...this.#question, claims: undefined };
        return kept(token, clock.now());
      },
      renewAt: (value) => value.renewAt,
      expiresAt: (value) => value.expiresAt,
    });
  }

  /** The request's own signal is left alone: a read's deadline never ends the log-in. */
  async getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const { tenantId, claims = this.#question.claims } = options;
    this.#question = { scopes, tenantId, claims };
    const { token } = await this.#login.get();
    // Told that a token has expired, the SDK asks again for each request. Else it renews by itself: in a loop that
    // outlives the client, and by a promise whose rejection nobody handles.
    return { token, expiresOnTimestamp: 0 };
  }

  /** Gets a new token because the vault refused one. Resolves to whether the read is worth repeating. */
  renew(refused: string | undefined): Promise<boolean> {
    const current = this.#login.kept;
    const isOld = refused !== undefined && current !== undefined && current.token !== refused;
    return isOld ? Promise.resolve(true) : this.#login.renew(current);
  }

  close(): void {
    this.#login.close();
  }
}

function kept({ token, expiresOnTimestamp: expiresAt }: AccessToken, now: number): KeptToken {
  return { token, expiresAt, renewAt: renewalTime(expiresAt, now, RENEW_BEFORE_EXPIRY_MS) };
}
