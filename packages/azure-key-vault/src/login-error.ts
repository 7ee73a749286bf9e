import type { SecretsError } from '@chatelaine/core';
import { networkCodeOf } from '@chatelaine/core';
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
  UNKNOWN_FAILURE,
} from '@chatelaine/core/provider';
import type { AuthorityWatch } from './authority-watch.js';
import type { CredentialSource } from './credential.js';
import { noCredentialHint, refusalHint, unreachedHint } from './login-hints.js';

/** What the SDK's classes mean when the authority itself was not heard. */
const NO_CREDENTIAL_NAMES = [
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
];

/** How MSAL says that it did not reach what it asked. */
const UNREACHED_CODES = [
  'endpoints_resolution_error',
  'network_error',
  'openid_config_error',
  'no_network_connectivity',
];

/** Says what a failed log-in means: an authority that said no, or one that was not reached. */
export function loginError(error: unknown, watch: AuthorityWatch, source: CredentialSource): SecretsError {
  const subject = { backend: source.backend, subject: THE_LOGIN };
  return callError(subject, meaningOfLogin(error, watch, source), { error }, { names: NO_CREDENTIAL_NAMES });
}

function meaningOfLogin(error: unknown, watch: AuthorityWatch, source: CredentialSource): Meaning {
  const { kind } = source;
  const causes = everyCause(error);
  const networkCode = watch.networkCode ?? firstOf(causes, networkCodeOf);
  if (networkCode !== undefined) return loginUnreached(unreachedHint(networkCode), networkCode);
  if (watch.unreadable) {
    return loginUnreadable('Check authorityHost, and what stands between this machine and it.');
  }
  const status = watch.status ?? firstOf(causes, statusOf);
  if (status === 429) return LOGIN_THROTTLED;
  if (status !== undefined && mayHeal(status, source)) return loginUnanswered(status);
  if (watch.status !== undefined && watch.status >= 400) {
    return loginRefused(refusalHint(watch.entraCode, kind));
  }
  if (causes.some(({ errorCode }) => UNREACHED_CODES.includes(String(errorCode)))) {
    return loginUnreached(unreachedHint(undefined));
  }
  return causes.some(({ name }) => NO_CREDENTIAL_NAMES.includes(String(name)))
    ? loginWithoutCredential(noCredentialHint(kind))
    : { ...UNKNOWN_FAILURE, hint: noCredentialHint(kind) };
}

/** The metadata endpoint says 404 and 410 while an identity is being set up. */
function mayHeal(status: number, { kind }: CredentialSource): boolean {
  return status >= 500 || status === 408 || status === 410 || (status === 404 && kind === 'managed-identity');
}

/** A log-in that ended without a token and without saying why. */
export function noToken({ backend, kind }: CredentialSource): SecretsError {
  return callError({ backend, subject: THE_LOGIN }, loginWithoutCredential(noCredentialHint(kind)));
}

interface ForeignError {
  readonly name?: unknown;
  readonly errorCode?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The error, its causes and the errors that it collects, down to a depth that no real one passes. */
function everyCause(error: unknown, depth = 0): ForeignError[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { cause, errors } = error as ForeignError;
  return [
    error,
    ...[cause, ...(Array.isArray(errors) ? errors : [])].flatMap((inner) => everyCause(inner, depth + 1)),
  ];
}

/** A status that the SDK's `AuthenticationError` did not make up. */
function statusOf({ name, status, statusCode }: ForeignError): number | undefined {
  if (name === 'AuthenticationError') return undefined;
  const value = status ?? statusCode;
  return typeof value === 'number' ? value : undefined;
}

function firstOf<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const value = of(item);
    if (value !== undefined) return value;
  }
  return undefined;
}
