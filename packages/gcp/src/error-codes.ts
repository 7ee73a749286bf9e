import { type Meaning, meaning, UNKNOWN_FAILURE, unreached } from '@chatelaine/core/provider';
import { NEEDS, type SecretAction } from './secret-action.js';
import type { ApiFailure } from './secret-manager-call.js';

const SERVER_ERROR = meaning('UNAVAILABLE', 'failed inside Secret Manager', 'Try again later.');

/** A refusal by the reason that its details name. */
const BY_REASON: Readonly<Record<string, Meaning>> = {
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: meaning(
    'ACCESS_DENIED',
    'was denied, because the token is for too little',
    'Let "scopes" hold https://www.googleapis.com/auth/cloud-platform; on a virtual machine, the machine has to allow it too.',
  ),
  BILLING_DISABLED: meaning(
    'ACCESS_DENIED',
    'was denied, because the project has no billing account',
    'Enable billing for the project.',
  ),
  CONSUMER_INVALID: meaning(
    'ACCESS_DENIED',
    'was denied, because the project is not known',
    'Check "projectId".',
  ),
  SECURITY_POLICY_VIOLATED: meaning(
    'ACCESS_DENIED',
    'was denied by VPC Service Controls',
    'Come from inside the perimeter, or add an ingress rule for this identity.',
  ),
  SERVICE_DISABLED: meaning(
    'ACCESS_DENIED',
    'was denied, because the Secret Manager API is not enabled in the project',
    'Run "gcloud services enable secretmanager.googleapis.com"; it takes some minutes.',
  ),
};

/** By Google's word for what is wrong. */
const BY_WORD: Readonly<Record<string, Meaning>> = {
  ABORTED: meaning('UNAVAILABLE', 'met another change of the same secret', 'Try again.'),
  CANCELLED: SERVER_ERROR,
  DEADLINE_EXCEEDED: meaning('UNAVAILABLE', 'took Secret Manager too long', 'Try again later.'),
  FAILED_PRECONDITION: meaning(
    'ACCESS_DENIED',
    'was refused because the version is disabled or destroyed',
    'Enable it, or add a version: "latest" is the newest one, enabled or not.',
  ),
  INTERNAL: SERVER_ERROR,
  INVALID_ARGUMENT: meaning(
    'INVALID_CONFIG',
    'was refused as malformed',
    'Check "projectId", "location" and "endpoint".',
  ),
  PERMISSION_DENIED: meaning(
    'ACCESS_DENIED',
    'was denied',
    'Grant this identity "{role}"; a new grant can take minutes. Google says the same of a secret that does not exist.',
  ),
  RESOURCE_EXHAUSTED: meaning(
    'THROTTLED',
    'was throttled',
    'Ask less often, or have the quota of the project raised.',
  ),
  UNAUTHENTICATED: meaning(
    'UNAUTHENTICATED',
    'was refused because Google does not accept the token',
    'Check the credential, and the clock of this machine.',
  ),
  UNAVAILABLE: SERVER_ERROR,
};

/** By status, where a word is not given or not known. */
const WORD_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  408: 'DEADLINE_EXCEEDED',
  429: 'RESOURCE_EXHAUSTED',
};

const NOT_GOOGLE = meaning(
  'UNAVAILABLE',
  'was not answered as Secret Manager does',
  'Check "endpoint", and what stands between this machine and Google.',
);
/** An answer that came and does not hold what it should. */
export const UNREADABLE: Meaning = NOT_GOOGLE;
/** A payload that is not what was sent. */
export const DAMAGED: Meaning = meaning(
  'UNAVAILABLE',
  'brought a payload that does not fit its checksum',
  'It was damaged on the way: try again.',
);

const UNREACHED = {
  noHost: 'No host has that name: check "location" and "endpoint", and that names are resolved here.',
  other: 'Check that this machine may reach Google; a proxy needs NODE_USE_ENV_PROXY=1.',
};

/** The words of foreign errors that are no secret. */
export const KNOWN_CODES: readonly string[] = [
  'ALREADY_EXISTS',
  'NOT_FOUND',
  ...Object.keys(BY_WORD),
  ...Object.keys(BY_REASON),
];

/** Says what a failed call means; `undefined`: there is no such secret or version. */
export function meaningOf(failure: ApiFailure, action: SecretAction): Meaning | undefined {
  const known = lookUp(failure);
  return known && { ...known, hint: known.hint.replace('{role}', NEEDS[action].role) };
}

function lookUp(failure: ApiFailure): Meaning | undefined {
  const { status, word = '', reason = '', networkCode } = failure;
  if (status === undefined) {
    if (networkCode !== undefined) return unreached('Secret Manager', networkCode, UNREACHED);
    return failure.unreadable ? NOT_GOOGLE : unreached('Secret Manager', 'the connection failed', UNREACHED);
  }
  if (status === 404 && word === 'NOT_FOUND') return undefined;
  if (status >= 400 && Object.hasOwn(BY_REASON, reason)) return BY_REASON[reason];
  if (status >= 400 && Object.hasOwn(BY_WORD, word)) return BY_WORD[word];
  if (status >= 500) return SERVER_ERROR;
  // By 404 without the word it is somebody else, who does not know the address.
  if (status < 400 || status === 404) return NOT_GOOGLE;
  return BY_WORD[WORD_BY_STATUS[status] ?? ''] ?? UNKNOWN_FAILURE;
}
