import type { SecretsError } from '@chatelaine/core';
import { callError, type Meaning, meaning, UNKNOWN_FAILURE, unreached } from '@chatelaine/core/provider';
import type { ApiFailure } from './api/api-failure.js';

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: meaning(
    'UNAUTHENTICATED',
    'was refused because the API server does not accept the credential',
    'Check that the token or certificate is of this cluster and has not expired.',
  ),
  403: meaning(
    'ACCESS_DENIED',
    'was denied',
    'Let a Role give this identity "get" and "list" on secrets in the namespace; writing needs "create", "patch" and "delete", watching "watch".',
  ),
  408: meaning('UNAVAILABLE', 'took the API server too long', 'Try again later.'),
  409: meaning('UNAVAILABLE', 'met a change by somebody else', 'Try again.'),
  410: meaning('UNAVAILABLE', 'took so long that its state of the namespace is gone', 'Try again.'),
  413: meaning('INVALID_VALUE', 'was refused because the value is too large', 'A Secret holds 1 MiB.'),
  429: meaning('THROTTLED', 'was throttled', 'Ask less often.'),
};

const ANONYMOUS = meaning(
  'UNAUTHENTICATED',
  'was refused because the API server takes us for nobody',
  'Check the token, and that nothing between this machine and the API server removes it.',
);
const TOO_LONG = meaning(
  'INVALID_VALUE',
  'was refused because the value is too large',
  'A Secret holds 1 MiB.',
);
const INVALID = meaning(
  'UNSUPPORTED',
  'was refused because the Secret does not take it',
  'An immutable Secret is not changed, and a Secret of a special type needs all its keys: change it by hand.',
);
const NO_NAMESPACE = meaning(
  'INVALID_CONFIG',
  'failed because there is no such namespace',
  'Check "namespace".',
  'namespace',
);
const SERVER_ERROR = meaning('UNAVAILABLE', 'failed inside the API server', 'Try again later.');
const NO_API_SERVER = meaning(
  'UNAVAILABLE',
  'was not answered as a Kubernetes API server does',
  'Check the address, and what stands between this machine and it.',
);
const BAD_CERTIFICATE = meaning(
  'INVALID_CONFIG',
  'failed because a certificate or key cannot be read',
  'Give both as PEM, unencrypted, the key of the same certificate.',
);

const UNREACHED = {
  noHost: "No host has the API server's name: check its spelling.",
  other: 'Check that this machine may reach it.',
  untrusted: 'Its certificate is not trusted here: give its authority in the kubeconfig or by "caFile".',
};

/** The words of Kubernetes and of Node that are no secret. */
const KNOWN_CODES: readonly string[] = [
  'ANSWER_TOO_LONG',
  'AlreadyExists',
  'BadRequest',
  'Conflict',
  'Expired',
  'Forbidden',
  'Gone',
  'InternalError',
  'Invalid',
  'NotFound',
  'RequestEntityTooLarge',
  'ServerTimeout',
  'ServiceUnavailable',
  'Timeout',
  'TooManyRequests',
  'Unauthorized',
];

const KNOWN_WORDS = { names: ['AnswerTooLong'], codes: KNOWN_CODES };

/** Whether the API server itself says that there is no such Secret; any other 404 is somebody else's. */
export function isMissing({ status, reason, kind }: ApiFailure): boolean {
  return status === 404 && reason === 'NotFound' && kind === 'secrets';
}

/** Whether a Secret is not there, or no longer in the state that a change was for. */
export function isOvertaken(failure: ApiFailure): boolean {
  return isMissing(failure) || (failure.status === 409 && failure.reason === 'Conflict');
}

/** The error for a failed request: `subject` is the beginning of a sentence, "the read of …". */
export function apiError(failure: ApiFailure, subject: string, backend: string): SecretsError {
  const code = failure.networkCode ?? failure.reason ?? failure.nodeCode;
  return callError({ backend, subject }, meaningOf(failure), { ...failure, code }, KNOWN_WORDS);
}

function meaningOf(failure: ApiFailure): Meaning {
  const { status, networkCode, nodeCode, causes = [] } = failure;
  if (networkCode !== undefined) return unreached('the API server', networkCode, UNREACHED);
  if (status === undefined) return withoutAnswer(nodeCode);
  if (failure.isAnonymous === true) return ANONYMOUS;
  if (status === 404 && failure.kind === 'namespaces') return NO_NAMESPACE;
  if (status === 422)
    return causes.some((cause) => cause.startsWith('FieldValueTooLong')) ? TOO_LONG : INVALID;
  if (status >= 500) return SERVER_ERROR;
  if (status < 400 || status === 404) return NO_API_SERVER;
  return BY_STATUS[status] ?? UNKNOWN_FAILURE;
}

function withoutAnswer(nodeCode = ''): Meaning {
  if (/^(?:HPE_|ANSWER_TOO_LONG$|ERR_STREAM_PREMATURE_CLOSE$)/.test(nodeCode)) return NO_API_SERVER;
  if (nodeCode.startsWith('ERR_OSSL_')) return BAD_CERTIFICATE;
  if (nodeCode.startsWith('ERR_SSL_')) return unreached('the API server', 'TLS failed', UNREACHED);
  return UNKNOWN_FAILURE;
}
