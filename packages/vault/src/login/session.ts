import type { TlsTexts } from '../http/send-request.js';

/** When a token ends, in milliseconds since 1970. A renewal moves it for everything that hangs on the token. */
export interface TokenLife {
  expiresAt: number;
}

/** One log-in: a token, what is known of it, and the TLS texts that were read with it. */
export interface Session {
  readonly token: string;
  readonly tls: TlsTexts;
  /** Whether it came from a log-in of ours, so that it is ours to revoke. */
  readonly isOwn: boolean;
  readonly isRenewable: boolean;
  /** How long a renewal makes it live, in milliseconds; `undefined`: for ever. */
  readonly ttlMs: number | undefined;
  /** When to renew it or to log in again, in milliseconds since 1970. */
  readonly renewAt: number;
  readonly life: TokenLife;
}

/** What Vault says about a token. */
export interface TokenFacts {
  readonly token: string;
  readonly tls: TlsTexts;
  readonly isOwn: boolean;
  readonly isRenewable: boolean;
  /** How long it lives from now on, in seconds; 0: for ever. */
  readonly ttl: number;
}

const RENEW_AFTER = 2 / 3;
/** A token that nobody can renew is read again more and more often as it ends, and not more often than this. */
const LEAST_MS = 1_000;

export function sessionOf({ ttl, ...facts }: TokenFacts, now: number): Session {
  const ttlMs = ttl > 0 ? ttl * 1_000 : undefined;
  return {
    ...facts,
    ttlMs,
    renewAt: ttlMs === undefined ? Number.POSITIVE_INFINITY : now + Math.max(ttlMs * RENEW_AFTER, LEAST_MS),
    life: { expiresAt: ttlMs === undefined ? Number.POSITIVE_INFINITY : now + ttlMs },
  };
}
