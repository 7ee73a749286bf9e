import type { SecretProperties } from '@azure/keyvault-secrets';
import type { SecretDescription } from '@chatelaine/core';
import { dateOf } from '@chatelaine/core/provider';
import { metadataOf } from './secret-metadata.js';
import type { VaultCaller } from './vault-caller.js';

/**
 * What the vault says about a version, by the list of versions: it is the one answer that holds no value. `undefined` when
 * the vault has no such secret or version.
 */
export async function describeSecret(
  caller: VaultCaller,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  const versions = await caller.callIfThere({ action: 'describe', name }, signal, async (client, options) => {
    const all: SecretProperties[] = [];
    for await (const each of client.listPropertiesOfSecretVersions(name, options)) all.push(each);
    return all;
  });
  if (versions === undefined) return undefined;
  const wanted = version === undefined ? newest(versions) : versions.find((each) => each.version === version);
  return wanted && descriptionOf(wanted);
}

/** The vault lists versions in no order, and dates them to the second: of two within one, the last is taken. */
function newest(versions: readonly SecretProperties[]): SecretProperties | undefined {
  const createdAt = ({ createdOn }: SecretProperties) => dateOf(createdOn)?.getTime() ?? 0;
  return versions.reduce<SecretProperties | undefined>(
    (best, each) => (best !== undefined && createdAt(best) > createdAt(each) ? best : each),
    undefined,
  );
}

function descriptionOf(properties: SecretProperties): SecretDescription {
  const { name, enabled, tags } = properties;
  const updatedAt = dateOf(properties.updatedOn);
  return {
    name,
    ...metadataOf(properties),
    ...(enabled === undefined ? {} : { enabled }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(tags === undefined ? {} : { tags }),
  };
}
