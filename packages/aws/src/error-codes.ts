import {
  type Meaning,
  meaning,
  UNKNOWN_FAILURE,
  type UnreachedHints,
  unreached,
} from '@chatelaine/core/provider';
import type { AwsFailure } from './aws-failure.js';
import { type Meanings, named } from './meanings.js';

const DENIED = meaning(
  'ACCESS_DENIED',
  'was denied',
  'Allow this identity the action on the resource in its policy, and the use of the KMS key where it is your own.',
);
const EXPIRED = meaning(
  'UNAUTHENTICATED',
  'was refused because the credential has expired',
  'Get a new one, or use one that renews itself: a role, or a profile.',
);
const UNKNOWN_IDENTITY = meaning(
  'UNAUTHENTICATED',
  'was refused because AWS does not know the access key',
  'Check the access key, its session token, and that it belongs to the partition of the region.',
);
const BAD_SIGNATURE = meaning(
  'UNAUTHENTICATED',
  'was refused because the signature does not fit',
  'Check the secret access key, and the clock of this machine.',
);
const THROTTLED = meaning('THROTTLED', 'was throttled', 'Ask less often, or ask for a higher quota.');
const SERVER_ERROR = meaning('UNAVAILABLE', 'failed inside AWS', 'Try again later.');
const NOT_AWS = meaning(
  'UNAVAILABLE',
  'was not answered as AWS does',
  'Check "endpoint" and "region", and what stands between this machine and the service.',
);

/** What the services of AWS have in common. */
export const COMMON: Meanings = {
  ...named(
    ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'OptInRequired', 'UnauthorizedOperation'],
    DENIED,
  ),
  ...named(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'], EXPIRED),
  ...named(
    [
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'UnrecognizedClientException',
    ],
    UNKNOWN_IDENTITY,
  ),
  ...named(
    [
      'IncompleteSignature',
      'IncompleteSignatureException',
      'InvalidSignatureException',
      'RequestTimeTooSkewed',
      'SignatureDoesNotMatch',
    ],
    BAD_SIGNATURE,
  ),
  ...named(
    [
      'BandwidthLimitExceeded',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'SlowDown',
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'TooManyRequestsException',
    ],
    THROTTLED,
  ),
  ...named(
    [
      'InternalError',
      'InternalFailure',
      'InternalServerError',
      'InternalServerException',
      'InternalServiceError',
      'RequestTimeout',
      'RequestTimeoutException',
      'ServiceUnavailable',
      'ServiceUnavailableException',
    ],
    SERVER_ERROR,
  ),
};

/** Errors of reading what came, by the SDK, Node and us: HTTP, JSON, its length. */
const UNREADABLE_NAMES: readonly string[] = ['AnswerTooLong', 'SyntaxError'];
const UNREADABLE_CODES = /^(?:HPE|Z)_[A-Z_]+$|^ERR_STREAM_PREMATURE_CLOSE$/;

const UNREACHED: UnreachedHints = {
  noHost: 'No host has this name: check the spelling of "region" and "endpoint".',
  other: 'Check "endpoint" where it is set, and that this machine may reach the service.',
};

/** Says what a failed call means, by the table of the service first. */
export function meaningOf(failure: AwsFailure, own: Meanings, hints: UnreachedHints = UNREACHED): Meaning {
  const { name, status, code, networkCode } = failure;
  if (Object.hasOwn(own, name)) return own[name] ?? UNKNOWN_FAILURE;
  if (Object.hasOwn(COMMON, name)) return COMMON[name] ?? UNKNOWN_FAILURE;
  if (UNREADABLE_NAMES.includes(name) || UNREADABLE_CODES.test(code ?? '')) return NOT_AWS;
  if (networkCode !== undefined) return unreached('AWS', networkCode, hints);
  if (name === 'TimeoutError') return unreached('AWS', 'no answer', hints);
  if (status === undefined) return UNKNOWN_FAILURE;
  // No name that AWS gives: whoever answered is judged by the status alone.
  if (status === 429) return THROTTLED;
  if (status >= 500) return SERVER_ERROR;
  return isNameless(name) || status < 400 ? NOT_AWS : UNKNOWN_FAILURE;
}

/** Whether the failure says that the credential is of no use, so that a new one may be. */
export function isCredentialFailure(failure: AwsFailure, own: Meanings): boolean {
  return meaningOf(failure, own).code === 'UNAUTHENTICATED';
}

/** The SDK's own words for an answer that does not say what it is. */
function isNameless(name: string): boolean {
  return ['', 'Error', 'Unknown', 'UnknownError', 'TypeError'].includes(name);
}
