import type { SecretsErrorCode } from '@chatelaine/core';
import { isTlsCode } from '@chatelaine/core';
import type { VaultFailure } from './read-secret.js';
import { isUnreadable } from './unreadable-answer.js';

/** What an answer of the vault means: our code, what happened to the read of a name, and the next step. */
export interface Meaning {
  readonly code: SecretsErrorCode;
  readonly problem: string;
  readonly hint: string;
}

const meaning = (code: SecretsErrorCode, problem: string, hint: string): Meaning => ({ code, problem, hint });

/** A 403 by its inner code. */
const BY_INNER_CODE: Readonly<Record<string, Meaning>> = {
  ForbiddenByFirewall: meaning(
    'ACCESS_DENIED',
    "was refused by the vault's firewall",
    "Allow this machine's address or network in the vault's networking rules.",
  ),
  ForbiddenByConnection: meaning(
    'ACCESS_DENIED',
    'was refused because of how the vault was reached',
    'The vault takes private connections only: come through its private endpoint.',
  ),
  ForbiddenByRbac: meaning(
    'ACCESS_DENIED',
    'was denied',
    'Grant this identity "Key Vault Secrets User" on the vault; a new grant can take minutes.',
  ),
  ForbiddenByPolicy: meaning(
    'ACCESS_DENIED',
    "was denied by the vault's access policies",
    'Add an access policy that gives this identity the secret permission "Get".',
  ),
  SecretDisabled: meaning(
    'ACCESS_DENIED',
    'was refused because the secret is disabled',
    'Enable it in the vault, or enable a newer version.',
  ),
};

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: meaning(
    'UNAUTHENTICATED',
    'was refused because the vault does not accept the token',
    "Check that the identity belongs to the vault's tenant.",
  ),
  403: meaning(
    'ACCESS_DENIED',
    'was denied',
    'Grant this identity "Key Vault Secrets User" on the vault; a new grant can take minutes.',
  ),
  408: meaning('UNAVAILABLE', 'took the vault too long', 'Try again later.'),
  429: meaning('THROTTLED', 'was throttled', 'Ask less often, or spread the load over several vaults.'),
};

const SERVER_ERROR = meaning('UNAVAILABLE', 'failed inside the vault', 'Try again later.');
const NO_VAULT = meaning(
  'UNAVAILABLE',
  'was not answered as a Key Vault does',
  'Check "vaultUrl", and what stands between this machine and the vault.',
);
const UNKNOWN_VERSION = meaning(
  'INVALID_CONFIG',
  'was refused because the vault does not know the api-version',
  'Set "serviceVersion" to one that it knows, for example "7.4".',
);
const OTHER_CHALLENGE = meaning(
  'INVALID_CONFIG',
  'was given up, because the vault asks for a token for another domain than its own',
  'Check "vaultUrl". For a vault of your own, list its host in "trustedVaultHosts" and set "disableChallengeResourceVerification".',
);
const UNKNOWN = meaning(
  'INTERNAL',
  'failed in a way that is not known',
  'The cause says what is known of it.',
);

const HINT_BY_NETWORK_CODE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'No host has the name in "vaultUrl": check its spelling, and that the vault exists.',
  EAI_AGAIN: 'Names cannot be resolved here at the moment.',
};

/** How the SDK says that the vault asks for a token for another domain. */
const CHALLENGE_MESSAGE = /^The challenge (?:resource '|contains invalid scope )/;
/** How the vault says that it does not know the api-version, by the same code as for a bad name. */
const VERSION_MESSAGE = /^The specified version \(|\bapi-version\b/;

/** The words of foreign errors that are no secret. */
export const KNOWN_CODES: readonly string[] = [
  'BadParameter',
  'Forbidden',
  'PARSE_ERROR',
  'REQUEST_SEND_ERROR',
  'SecretNotFound',
  'Throttled',
  'Unauthorized',
  ...Object.keys(BY_INNER_CODE),
];

/**
 * Says what a failed read means; `undefined`: the vault has no such secret. For a secret that is not there, for one that is
 * deleted, and for a version that it never had, Key Vault says the same.
 */
export function meaningOf(
  { status, code, innerCode, networkCode, message }: VaultFailure,
  version?: string | undefined,
): Meaning | undefined {
  if (status === undefined) {
    if (networkCode !== undefined) return unreached(networkCode);
    if (code === 'REQUEST_SEND_ERROR') return unreached('the connection failed');
    if (isUnreadable(code)) return NO_VAULT;
    return CHALLENGE_MESSAGE.test(message) ? OTHER_CHALLENGE : UNKNOWN;
  }
  // By any other code it is somebody else, who does not know the address.
  if (status === 404) return code === 'SecretNotFound' ? undefined : NO_VAULT;
  if (status === 400 && VERSION_MESSAGE.test(message)) return UNKNOWN_VERSION;
  if (status === 400 && code === 'BadParameter' && isOddVersion(version)) return undefined;
  if (status === 403 && innerCode !== undefined && Object.hasOwn(BY_INNER_CODE, innerCode))
    return BY_INNER_CODE[innerCode];
  if (status >= 500) return SERVER_ERROR;
  if (status < 400) return NO_VAULT;
  return BY_STATUS[status] ?? UNKNOWN;
}

/** Whether a version was asked for that does not look like one: the vault refuses to look for it. */
function isOddVersion(version: string | undefined): boolean {
  return version !== undefined && !/^[0-9a-f]{32}$/i.test(version);
}

function unreached(networkCode: string): Meaning {
  const hint = isTlsCode(networkCode)
    ? 'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS can name the authority that signed it.'
    : (HINT_BY_NETWORK_CODE[networkCode] ?? 'Check that this machine may reach the vault.');
  return meaning('UNAVAILABLE', `did not reach the vault (${networkCode})`, hint);
}
