import type { SecretsError } from '@chatelaine/core';
import {
  callError,
  LOGIN_THROTTLED,
  loginRefused,
  loginUnanswered,
  loginUnreached,
  loginUnreadable,
  loginWithoutCredential,
  type Meaning,
  THE_LOGIN,
} from '@chatelaine/core/provider';
import type { CredentialSource } from './credential.js';
import { noCredentialHint, refusalHint, unreachedHint } from './login-hints.js';
import type { LoginWatch } from './login-watch.js';

/** Says what a failed log-in means: an authority that said no, or one that was not reached. */
export function loginFailure(error: unknown, watch: LoginWatch, source: CredentialSource): SecretsError {
  const meant = meaningOfLogin(watch, source);
  const isImpersonation = watch.step === 'impersonation' && meant.code === 'UNAUTHENTICATED';
  const subject = { backend: source.backend, subject: isImpersonation ? 'the impersonation' : THE_LOGIN };
  return callError(subject, meant, error === undefined ? undefined : { error });
}

/** A log-in that ended without a token and without saying why. */
export function noCredential({ backend, kind }: CredentialSource): SecretsError {
  return callError({ backend, subject: THE_LOGIN }, loginWithoutCredential(noCredentialHint(kind)));
}

function meaningOfLogin(watch: LoginWatch, { kind }: CredentialSource): Meaning {
  const { status, networkCode, unreadable } = watch;
  if (networkCode !== undefined) return loginUnreached(unreachedHint(networkCode), networkCode);
  if (status === 429) return LOGIN_THROTTLED;
  if (status !== undefined && (status >= 500 || status === 408)) return loginUnanswered(status);
  if (unreadable || (status !== undefined && status < 400)) {
    return loginUnreadable('Check what stands between this machine and Google.');
  }
  return status === undefined
    ? loginWithoutCredential(noCredentialHint(kind))
    : loginRefused(refusalHint(watch, kind));
}
