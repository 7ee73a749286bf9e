import { type Meaning, meaning } from '@chatelaine/core/provider';
import { NEEDS, type VaultAction } from './vault-action.js';

/** What the state of a secret or the way to the vault forbids, to anybody. */
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
  SecretDisabled: meaning(
    'ACCESS_DENIED',
    'was refused because the secret is disabled',
    'Enable it in the vault, or enable a newer version.',
  ),
  ObjectIsDeletedButRecoverable: meaning(
    'ACCESS_DENIED',
    'was refused because a deleted secret has the name',
    'Take the deletion back with "recover", or free the name with "purge".',
  ),
  ObjectIsBeingDeleted: meaning(
    'UNAVAILABLE',
    'was refused because the secret is being deleted',
    'Try again in a few seconds.',
  ),
  ObjectIsBeingRecovered: meaning(
    'UNAVAILABLE',
    'was refused because the secret is being recovered',
    'Try again in a few seconds.',
  ),
};

/** The inner codes of refusals. */
export const REFUSAL_CODES: readonly string[] = [
  'ForbiddenByPolicy',
  'ForbiddenByRbac',
  ...Object.keys(BY_INNER_CODE),
];

/** What a 403 or 409 means; `undefined`: a conflict of a kind that is not known. */
export function refusalOf(
  status: 403 | 409,
  innerCode: string | undefined,
  action: VaultAction,
): Meaning | undefined {
  if (innerCode !== undefined && Object.hasOwn(BY_INNER_CODE, innerCode)) return BY_INNER_CODE[innerCode];
  return status === 403 ? denied(innerCode, action) : undefined;
}

/** What this identity may not do, and what it needs for it. */
function denied(innerCode: string | undefined, action: VaultAction): Meaning {
  const { role, permission } = NEEDS[action];
  if (innerCode === 'ForbiddenByPolicy') {
    const hint = `Add an access policy that gives this identity the secret permission "${permission}".`;
    return meaning('ACCESS_DENIED', "was denied by the vault's access policies", hint);
  }
  const hint = `Grant this identity "${role}" on the vault; a new grant can take minutes.`;
  const protection = action === 'purge' ? ' Under purge protection nobody can purge.' : '';
  return meaning('ACCESS_DENIED', 'was denied', `${hint}${protection}`);
}
