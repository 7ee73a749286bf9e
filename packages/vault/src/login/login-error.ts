import { SecretsError } from '@chatelaine/core';
import { loginRefused, type Meaning, meaning, THE_LOGIN } from '@chatelaine/core/provider';
import { meaningOf } from '../error-codes.js';
import type { VaultAnswer } from '../http/vault-answer.js';
import { vaultFailure } from '../vault-failure.js';
import type { AuthType } from '../vault-options.js';

const HINT_BY_TYPE: Readonly<Record<AuthType, string>> = {
  token: 'The token is wrong, has expired or was revoked: make a new one.',
  approle: 'Check roleId and secretId; a secret id may have expired, or be used up.',
  kubernetes:
    'Check "kubernetesRole", and that it is bound to the service account and namespace of this pod.',
  jwt: 'Check "jwtRole", and that issuer, audience and subject of the JWT fit it; a JWT may have expired.',
  userpass: 'Check username and password.',
  ldap: 'Check username and password.',
  cert: 'Check that a role of the method trusts the certificate, and that it has not expired.',
};

const NO_METHOD = meaning(
  'INVALID_CONFIG',
  'came to a path where no method is mounted',
  'Check "authMountPoint" and "namespace".',
);

/** To who has no token yet, Vault does not tell what is mounted. */
const MAYBE_NO_METHOD =
  'Vault says the same where no method is mounted: check "authMountPoint" and "namespace", too.';

const NO_WRAPPING = meaning(
  'UNAUTHENTICATED',
  'came with a wrapping token that Vault does not accept',
  'It may have expired, or somebody has unwrapped it before: find out who, and make a new one.',
);

/** Statuses by which a method of Vault says no; which one depends on the method. */
const REFUSALS: readonly number[] = [400, 401, 403];

/** Says what a failed log-in means: a Vault that said no, or one that was not reached. */
export function loginError(backend: string, type: AuthType, answer: VaultAnswer): SecretsError {
  return vaultFailure(backend, THE_LOGIN, meaningOfLogin(type, answer), answer);
}

/** The same of an unwrapping. */
export function unwrapError(backend: string, answer: VaultAnswer): SecretsError {
  const isRefusal = REFUSALS.includes(answer.status ?? 0);
  const found = isRefusal ? NO_WRAPPING : meaningOfLogin('token', answer);
  return vaultFailure(backend, THE_LOGIN, found, answer);
}

export function noToken(backend: string): SecretsError {
  return new SecretsError('UNAUTHENTICATED', `${backend}: there is no token to log in with.`, {
    backend,
    hint: 'Set VAULT_TOKEN, "token" or "tokenFile", or the options of another log-in, such as roleId and secretId.',
  });
}

/** What came from the wrapping is not what was asked for. */
export function otherWrapping(backend: string): SecretsError {
  return new SecretsError('UNAUTHENTICATED', `${backend}: the wrapping token was made for something else.`, {
    backend,
    hint: 'Somebody may have put another in its place: make a new one, and find out who.',
  });
}

function meaningOfLogin(type: AuthType, answer: VaultAnswer): Meaning {
  const { status = 0 } = answer;
  if (REFUSALS.includes(status)) {
    const hint =
      status === 403 && type !== 'token' ? `${HINT_BY_TYPE[type]} ${MAYBE_NO_METHOD}` : HINT_BY_TYPE[type];
    return loginRefused(hint);
  }
  const found = meaningOf(answer);
  return found === undefined || (status === 404 && found.code === 'INVALID_CONFIG') ? NO_METHOD : found;
}
