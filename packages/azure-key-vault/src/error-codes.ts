import { type Meaning, meaning, UNKNOWN_FAILURE, unreached } from '@chatelaine/core/provider';
import { REFUSAL_CODES, refusalOf } from './refusal.js';
import { isUnreadable } from './unreadable-answer.js';
import type { VaultCall } from './vault-action.js';
import type { VaultFailure } from './vault-failure.js';

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: meaning(
    'UNAUTHENTICATED',
    'was refused because the vault does not accept the token',
    "Check that the identity belongs to the vault's tenant.",
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
const BAD_VALUE = meaning(
  'INVALID_VALUE',
  'was refused because the vault cannot hold the value, or what is said about it',
  'A value has at most 25 KB, and at most 15 tags of 256 characters.',
);

const UNREACHED = {
  noHost: 'No host has the name in "vaultUrl": check its spelling, and that the vault exists.',
  other: 'Check that this machine may reach the vault.',
};

/** How the SDK says that the vault asks for a token for another domain. */
const CHALLENGE_MESSAGE = /^The challenge (?:resource '|contains invalid scope )/;
/** How the vault says that it does not know the api-version, by the same code as for a bad name. */
const VERSION_MESSAGE = /^The specified version \(|\bapi-version\b/;

/** The words of foreign errors that are no secret. */
export const KNOWN_CODES: readonly string[] = [
  'BadParameter',
  'Conflict',
  'Forbidden',
  'PARSE_ERROR',
  'REQUEST_SEND_ERROR',
  'SecretNotFound',
  'Throttled',
  'Unauthorized',
  ...REFUSAL_CODES,
];

/**
 * Whether the vault says that it has no such secret. It says the same of one that is not there, of one that is deleted, and
 * of a version that it never had; a version that does not look like one it refuses to look for.
 */
export function isMissing({ status, code, message }: VaultFailure, { version }: VaultCall): boolean {
  // By any other code it is somebody else, who does not know the address.
  if (status === 404) return code === 'SecretNotFound';
  return status === 400 && code === 'BadParameter' && isOdd(version) && !VERSION_MESSAGE.test(message);
}

/** Says what a failed call means. */
export function meaningOf(
  { status, code, innerCode, networkCode, message }: VaultFailure,
  { action }: VaultCall,
): Meaning {
  if (status === undefined) {
    if (networkCode !== undefined) return unreached('the vault', networkCode, UNREACHED);
    if (code === 'REQUEST_SEND_ERROR') return unreached('the vault', 'the connection failed', UNREACHED);
    if (isUnreadable(code)) return NO_VAULT;
    return CHALLENGE_MESSAGE.test(message) ? OTHER_CHALLENGE : UNKNOWN_FAILURE;
  }
  if (status === 404) return NO_VAULT;
  if (status === 400 && VERSION_MESSAGE.test(message)) return UNKNOWN_VERSION;
  if (status === 413 || (status === 400 && code === 'BadParameter' && action === 'write')) return BAD_VALUE;
  if (status === 403 || status === 409) return refusalOf(status, innerCode, action) ?? UNKNOWN_FAILURE;
  if (status >= 500) return SERVER_ERROR;
  if (status < 400) return NO_VAULT;
  return BY_STATUS[status] ?? UNKNOWN_FAILURE;
}

function isOdd(version: string | undefined): boolean {
  return version !== undefined && !/^[0-9a-f]{32}$/i.test(version);
}
