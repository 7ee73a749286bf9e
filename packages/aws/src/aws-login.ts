import type { Clock } from '@chatelaine/core';
import { SharedLogin } from '@chatelaine/core';
import { dateOf, loadOnce, renewalTime } from '@chatelaine/core/provider';
import type { AwsCredential } from './aws-credential.js';
import { type CredentialSource, requestCredential } from './credential.js';
import { loginError } from './login-error.js';

// Loads HTTP, which nobody needs before the first log-in.
const loadSockets = loadOnce(() => import('./login-sockets.js'));

const RENEW_BEFORE_EXPIRY_MS = 300_000;

export interface KeptCredential {
  readonly credential: AwsCredential;
  /** In milliseconds since 1970. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

export interface AwsLoginOptions {
  readonly source: CredentialSource;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** The region whose token service is asked. */
  readonly region: () => Promise<string>;
  /** Gets a credential. @default what the source describes */
  readonly request?: typeof requestCredential;
}

/** The one log-in that all calls of a backend share. */
export function awsLogin({
  source,
  timeoutMs,
  clock,
  region,
  request = requestCredential,
}: AwsLoginOptions): SharedLogin<KeptCredential> {
  return new SharedLogin<KeptCredential>({
    backend: source.backend,
    timeoutMs,
    clock,
    login: async (signal) => {
      const where = await region();
      const { withLoginSockets } = await loadSockets();
      const { backend, options } = source;
      const sockets = { backend, trustedHosts: options.trustedHosts ?? [], timeoutMs, signal };
      try {
        const credential = await withLoginSockets(sockets, (requests) => request(source, where, requests));
        return kept(credential, clock.now());
      } catch (error) {
        throw loginError(error, source);
      }
    },
    renewAt: (value) => value.renewAt,
    expiresAt: (value) => value.expiresAt,
  });
}

function kept(credential: AwsCredential, now: number): KeptCredential {
  const expiresAt = dateOf(credential.expiration)?.getTime() ?? Number.POSITIVE_INFINITY;
  return { credential, expiresAt, renewAt: renewalTime(expiresAt, now, RENEW_BEFORE_EXPIRY_MS) };
}
