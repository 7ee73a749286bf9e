import { type SecretRef, SecretsError } from '@chatelaine/core';
import { hasTeam, refuseVersion } from '@chatelaine/core/provider';
import { type KvPlace, type NamingOptions, placesOf } from './secret-name.js';

/**
 * The one place that a reference is written to and removed from: a team's own, and never the one for everybody.
 *
 * @throws SecretsError `UNSUPPORTED` for a single version, and for what Vault makes itself
 */
export function ownPlaceOf(
  ref: SecretRef,
  naming: NamingOptions,
  backend: string,
): KvPlace | { readonly notHere: string } {
  refuseVersion(ref, backend);
  const isOwn = hasTeam(ref) && naming.useTeamSecretsPath;
  // Without a folder for everybody a team has its own alone.
  const places = placesOf(ref, isOwn ? { ...naming, globalSecretsPath: undefined } : naming);
  if ('notHere' in places) return places;
  if ('kv' in places) return places.kv[0] ?? { notHere: 'it has no path' };
  throw new SecretsError('UNSUPPORTED', `${backend}: Vault makes this itself.`, {
    backend,
    ref,
    hint: 'Change what makes it, in Vault.',
  });
}
