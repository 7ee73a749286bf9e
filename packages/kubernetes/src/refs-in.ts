import type { SecretKind, SecretListing } from '@chatelaine/core';
import { type NamingOptions, nameOf, placeOf } from './secret-name.js';
import type { SecretObject } from './secret-object.js';

/** The references of a kind under which the values of a Secret can be read. */
export function refsIn(
  kind: SecretKind,
  { name, labels, data }: SecretObject,
  naming: NamingOptions,
): readonly SecretListing[] {
  const ids =
    kind === 'secret'
      ? Object.keys(data).map((key) => rawId(name, key, naming))
      : [labels[naming.labels[kind].label ?? '']];
  return ids.flatMap((id) => {
    if (id === undefined) return [];
    const place = placeOf({ kind, id }, naming);
    return 'notHere' in place ? [] : [{ ref: { kind, id }, name: nameOf(place) }];
  });
}

/** The shortest id of a key, or `undefined` where the prefix leaves none. */
function rawId(
  secret: string,
  key: string,
  { secretsPrefix, secretsDataKey }: NamingOptions,
): string | undefined {
  if (secretsPrefix === null) return undefined;
  const names = key === secretsDataKey ? [secret, `${secret}/${key}`] : [`${secret}/${key}`];
  const name = names.find((candidate) => candidate.startsWith(secretsPrefix) && candidate !== secretsPrefix);
  return name?.slice(secretsPrefix.length);
}
