import type { SafeWords } from '@chatelaine/core';
import {
  type Meaning,
  meaning,
  textIn,
  textsIn,
  UNKNOWN_FAILURE,
  unreached,
} from '@chatelaine/core/provider';
import { errorsIn, hasObjects, type VaultAnswer } from './http/vault-answer.js';

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  400: meaning('INTERNAL', 'was refused as malformed', 'The cause says what is known of it.'),
  403: meaning(
    'ACCESS_DENIED',
    'was denied',
    'Add a policy to this identity that allows it. Vault also says so of what is not there.',
  ),
  405: meaning('UNSUPPORTED', 'is nothing that can be done at this path', 'Check "mountPoint" and the path.'),
  412: meaning('UNAVAILABLE', 'came to a node that has not caught up', 'Try again later.'),
  413: meaning('INVALID_VALUE', 'was refused because it is too large', 'Vault takes about 1 MiB.'),
  429: meaning('THROTTLED', 'was throttled by a quota', 'Ask less often, or raise the rate limit quota.'),
  472: meaning('UNAVAILABLE', 'came to a node that waits for a disaster', 'Name the primary in "url".'),
  473: meaning('UNAVAILABLE', 'came to a standby node', 'Name the active node in "url".'),
  501: meaning('UNAVAILABLE', 'came to a Vault that is not initialised', 'Initialise it, and unseal it.'),
  503: meaning('UNAVAILABLE', 'came to a Vault that is sealed or on standby', 'Unseal it, or wait.'),
};

const SERVER_ERROR = meaning(
  'UNAVAILABLE',
  'failed inside Vault or behind it',
  "Try again later; Vault's own log says why.",
);
const REDIRECTED = meaning(
  'UNAVAILABLE',
  'was answered with a redirect, which no token follows',
  'Name the active node, or a load balancer that finds it, in "url".',
);
const NO_VAULT = meaning(
  'UNAVAILABLE',
  'was not answered as Vault does',
  'Check "url", and what stands between this machine and Vault.',
);

const WRAPPED = meaning(
  'INVALID_CONFIG',
  'was answered with a wrapping token in place of what was asked for',
  'A policy with "min_wrapping_ttl" asks for that, or a proxy that adds a header: take it away for this identity.',
);

/** Sentences of Vault that have one clear meaning; `undefined`: that nothing is there. */
const BY_SENTENCE: readonly (readonly [status: number, sentence: RegExp, meaning: Meaning | undefined])[] = [
  [400, /^(?:1 error occurred:\s*\* )?(?:invalid lease|lease not found)\b/, undefined],
  [
    404,
    /^no handler for route\b/,
    meaning(
      'INVALID_CONFIG',
      'came to a path where nothing is mounted',
      'Check "mountPoint" (or the path of the dynamic credential), "authMountPoint" and "namespace".',
    ),
  ],
  [
    404,
    /^namespace not found/,
    meaning('INVALID_CONFIG', 'came to a namespace that is not there', 'Check "namespace".'),
  ],
  [
    404,
    /^Invalid path for a versioned K\/V/,
    meaning('INVALID_CONFIG', 'came to a KV engine of version 2', 'Set "kvEngineVersion" to 2.'),
  ],
  [
    400,
    /^(?:1 error occurred:\s*\* )?unknown role\b|\brole .* (?:not found|does not exist)/,
    meaning(
      'INVALID_CONFIG',
      'named a role that Vault does not know',
      'Check the path of the dynamic credential.',
    ),
  ],
  [
    400,
    /^check-and-set parameter did not match/,
    meaning(
      'ACCESS_DENIED',
      'was refused because the newest version is another than "ifVersion"',
      'Read it again, and decide anew.',
    ),
  ],
  [
    400,
    /^check-and-set parameter required/,
    meaning(
      'UNSUPPORTED',
      'was refused because the mount takes no write without a check',
      'Give the write "ifVersion": the version that it replaces, or 0.',
    ),
  ],
  [
    403,
    /^preflight capability check returned 403\b/,
    meaning(
      'ACCESS_DENIED',
      'found nothing there of which this identity may read anything',
      'Check "mountPoint", or add a policy for what is mounted there.',
      'mountPoint',
    ),
  ],
  [
    403,
    /\binvalid token\b|^permission denied$/,
    meaning(
      'UNAUTHENTICATED',
      'was refused because Vault does not accept the token',
      'It may have expired or be revoked: log in again.',
    ),
  ],
];

const TLS_FILES = meaning(
  'INVALID_CONFIG',
  'could not begin, because a file for TLS cannot be used',
  'Check "caFile", "clientCertificateFile" and "clientKeyFile", and that certificate and key belong together.',
);

const UNREACHED = {
  noHost: 'No host has the name in "url": check its spelling.',
  other: 'Check "url", and that this machine may reach Vault.',
  untrusted: 'Its certificate is not trusted here: "caFile" names the authority that signed it.',
};

/** How Node says that what came is not HTTP, not whole or without an end. */
const UNREADABLE = /^(?:HPE_[A-Z_]+|ANSWER_TOO_LONG)$/;

/** The words of foreign errors that are no secret. */
export const KNOWN_WORDS: SafeWords = {
  names: ['AnswerTooLong'],
  codes: ['ANSWER_TOO_LONG', 'HPE_INVALID_CONSTANT'],
};

/** Says what an answer means that is no success; `undefined`: Vault holds nothing there. */
export function meaningOf(answer: VaultAnswer): Meaning | undefined {
  const { status, body, networkCode, nodeCode } = answer;
  if (status === undefined) {
    if (networkCode !== undefined) return unreached('Vault', networkCode, UNREACHED);
    if (/^ERR_(?:OSSL|SSL|TLS)_/.test(nodeCode ?? '')) return TLS_FILES;
    return UNREADABLE.test(nodeCode ?? '') ? NO_VAULT : UNKNOWN_FAILURE;
  }
  const errors = errorsIn(answer);
  const said = [...(errors ?? []), ...textsIn(body, 'warnings')];
  const known = BY_SENTENCE.find(
    ([with_, sentence]) => with_ === status && said.some((text) => sentence.test(text.trim())),
  );
  if (known !== undefined) return known[2];
  // A deleted version has no errors but metadata; a proxy that knows no such address has neither.
  if (status === 404) {
    const isOfVault = errors?.length === 0 || hasObjects(body, [['data', 'metadata']]);
    return isOfVault || textIn(body, 'request_id') !== undefined ? undefined : NO_VAULT;
  }
  if (status < 300 && hasObjects(body, [['wrap_info']])) return WRAPPED;
  if (status >= 300 && status < 400) return REDIRECTED;
  if (status < 400) return NO_VAULT;
  return BY_STATUS[status] ?? (status >= 500 ? SERVER_ERROR : UNKNOWN_FAILURE);
}
