import { unreached } from '@chatelaine/core/provider';
import type { LoginKind } from './credential-kind.js';
import type { LoginWatch } from './login-watch.js';

const HINT_BY_KIND: Readonly<Record<LoginKind, string>> = {
  default:
    'Tried: GOOGLE_APPLICATION_CREDENTIALS, "gcloud auth application-default login", the metadata server. Set one up, or name a credential with "keyFile" or "credentialConfigFile".',
  key: 'Check that the service account and its key are still there and enabled.',
  keyFile: 'Check that the service account and its key are still there and enabled.',
  credentialConfig: 'Check what the configuration names as the source of its token.',
  credentialConfigFile: 'Check what the configuration names as the source of its token.',
  given: 'The credential that was given in code got no token.',
};

/** OAuth's and Google's words that have one clear remedy. */
const HINT_BY_ERROR: Readonly<Record<string, string>> = {
  invalid_grant:
    'The key was deleted or disabled, the sign-in was revoked, or the clock of this machine is wrong: make a new key, or sign in again.',
  invalid_client:
    'The OAuth client is not known: sign in again with "gcloud auth application-default login".',
  invalid_scope: 'Check "scopes".',
  invalid_target: 'The provider of the workload identity pool is not known: check "audience".',
  unauthorized_client: 'The identity may not ask for these scopes.',
};

const HINT_BY_IMPERSONATION_STATUS: Readonly<Record<number, string>> = {
  401: 'Google does not accept the token of the credential that impersonates.',
  403: 'Grant "Service Account Token Creator" (roles/iam.serviceAccountTokenCreator) on each account of "impersonationChain" to the one before it, and enable the IAM Service Account Credentials API.',
  404: 'No such service account: check "impersonationChain".',
};

/** The next step when no credential got as far as asking for a token. */
export function noCredentialHint(kind: LoginKind): string {
  return HINT_BY_KIND[kind];
}

/** The next step when the authority said no. */
export function refusalHint({ step, status = 0, error = '' }: LoginWatch, kind: LoginKind): string {
  const known =
    step === 'impersonation'
      ? HINT_BY_IMPERSONATION_STATUS[status]
      : Object.hasOwn(HINT_BY_ERROR, error)
        ? `${HINT_BY_ERROR[error]} (${error})`
        : undefined;
  return known ?? HINT_BY_KIND[kind];
}

/** The next step when the authority was not reached. */
export function unreachedHint(networkCode: string): string {
  const other =
    'Check that this machine may reach oauth2.googleapis.com; a proxy needs NODE_USE_ENV_PROXY=1.';
  return unreached('its authority', networkCode, { noHost: other, other }).hint;
}
