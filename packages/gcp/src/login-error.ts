import type { SecretsErrorCode } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { CredentialSource } from './credential.js';
import { noCredentialHint, refusalHint, unreachedHint } from './login-hints.js';
import type { LoginWatch } from './login-watch.js';

/** Says what a failed log-in means: an authority that said no, or one that was not reached. */
export function loginFailure(error: unknown, watch: LoginWatch, source: CredentialSource): SecretsError {
  if (SecretsError.is(error)) return error;
  const { backend, kind } = source;
  const { status, networkCode, unreadable, step } = watch;
  const told = (code: SecretsErrorCode, problem: string, hint: string) =>
    new SecretsError(code, `${backend}: ${problem}.`, {
      backend,
      hint,
      ...(error === undefined ? {} : { cause: safeCause(error) }),
    });
  if (networkCode !== undefined) {
    return told(
      'UNAVAILABLE',
      `the log-in did not reach its authority (${networkCode})`,
      unreachedHint(networkCode),
    );
  }
  if (status === 429) {
    return told('THROTTLED', 'the authority has too many log-ins to answer', 'Wait, and log in less often.');
  }
  if (status !== undefined && (status >= 500 || status === 408)) {
    return told('UNAVAILABLE', `the authority could not answer the log-in (${status})`, 'Try again later.');
  }
  if (unreadable || (status !== undefined && status < 400)) {
    return told(
      'UNAVAILABLE',
      'the log-in was not answered as an authority does',
      'Check what stands between this machine and Google.',
    );
  }
  if (status === undefined) {
    return told('UNAUTHENTICATED', 'no credential could log in', noCredentialHint(kind));
  }
  const what = step === 'impersonation' ? 'the impersonation' : 'the log-in';
  return told('UNAUTHENTICATED', `${what} was refused`, refusalHint(watch, kind));
}

/** A log-in that ended without a token and without saying why. */
export function noCredential({ backend, kind }: CredentialSource): SecretsError {
  return new SecretsError('UNAUTHENTICATED', `${backend}: no credential could log in.`, {
    backend,
    hint: noCredentialHint(kind),
  });
}
