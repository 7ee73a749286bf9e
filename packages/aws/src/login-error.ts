import type { SecretsError } from '@chatelaine/core';
import {
  callError,
  loginWithoutCredential,
  type Meaning,
  meaning,
  THE_LOGIN,
  UNKNOWN_FAILURE,
  type UnreachedHints,
} from '@chatelaine/core/provider';
import { type AwsFailure, factsOf } from './aws-failure.js';
import type { CredentialSource } from './credential.js';
import type { LoginKind } from './credential-kind.js';
import { COMMON, meaningOf } from './error-codes.js';
import { type Meanings, named } from './meanings.js';

const HINT_BY_KIND: Readonly<Record<LoginKind, string>> = {
  default:
    'Tried: environment, shared config and credentials files, SSO, web identity, processes, container and instance metadata. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with "aws sso login", or name a "profile".',
  profile:
    'Check that the profile is in the shared config or credentials file, and sign in where it says so.',
  'access-key': 'Check accessKeyId, the secret access key and the session token.',
  'web-identity': 'Check roleArn, the token in webIdentityTokenFile, and the identity provider in IAM.',
  given: 'The credential that was given in code got none.',
};

const ROLE_HINT =
  'Check roleArn, the trust policy of the role, externalId, and that the first credential may call sts:AssumeRole.';

const STS: Meanings = {
  ...named(
    ['AccessDenied', 'AccessDeniedException'],
    meaning('UNAUTHENTICATED', 'was refused: the role may not be assumed', ROLE_HINT),
  ),
  ...named(
    [
      'InvalidIdentityToken',
      'InvalidIdentityTokenException',
      'IDPRejectedClaim',
      'IDPRejectedClaimException',
    ],
    meaning(
      'UNAUTHENTICATED',
      'was refused because of its web identity token',
      'Check its issuer, audience and subject against the identity provider in IAM.',
    ),
  ),
  ...named(
    ['IDPCommunicationError', 'IDPCommunicationErrorException'],
    meaning('UNAVAILABLE', 'failed: AWS did not reach the identity provider', 'Try again later.'),
  ),
  ...named(
    ['RegionDisabledException'],
    meaning(
      'UNAUTHENTICATED',
      'was refused: STS is off in this region',
      'Activate it, or set "stsEndpoint".',
    ),
  ),
  ...named(
    ['ValidationError', 'MalformedPolicyDocument', 'PackedPolicyTooLarge'],
    meaning('UNAUTHENTICATED', 'was refused as invalid', 'Check roleArn, externalId and roleSessionName.'),
  ),
};

const UNREACHED: UnreachedHints = {
  noHost: 'No host has this name: check the spelling of "region" and "stsEndpoint".',
  other: 'Check "stsEndpoint" where it is set, and that this machine may reach what it logs in at.',
};

/** How the SDK says that none of the places it looked in had a credential. */
const NO_CREDENTIAL_NAMES: readonly string[] = [
  'CredentialsProviderError',
  'ProviderError',
  'TokenProviderError',
];

/** The words of foreign errors that are no secret. */
const KNOWN_NAMES: readonly string[] = [...Object.keys(STS), ...Object.keys(COMMON), ...NO_CREDENTIAL_NAMES];

/** Says what a failed log-in means: an authority that said no, one that was not reached, or no credential at all. */
export function loginError(error: unknown, source: CredentialSource): SecretsError {
  const failure = factsOf(error);
  const subject = { backend: source.backend, subject: THE_LOGIN };
  return callError(subject, meaningOfLogin(failure, source), failure, { names: KNOWN_NAMES });
}

function meaningOfLogin(failure: AwsFailure, { kind }: CredentialSource): Meaning {
  const meant = meaningOf(failure, STS, UNREACHED);
  if (meant.code !== 'INTERNAL') return meant;
  return NO_CREDENTIAL_NAMES.includes(failure.name)
    ? loginWithoutCredential(HINT_BY_KIND[kind])
    : { ...UNKNOWN_FAILURE, hint: HINT_BY_KIND[kind] };
}
