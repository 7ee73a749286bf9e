import { SecretsError } from '@chatelaine/core';
import { type AgeSource, openAge } from '../age/open-age.js';
import { FileProblem } from '../file-problem.js';
import type { KeySource } from '../keys/key-source.js';

const WRAPPED = /^age__list_[0-9]+__map_enc$/;
const MOST_RECIPIENTS = 100;
/** How other services of SOPS are called in the metadata, and here. */
const OTHERS: Readonly<Record<string, string>> = {
  pgp: 'PGP',
  kms: 'AWS KMS',
  gcp_kms: 'Google Cloud KMS',
  azure_kv: 'Azure Key Vault',
  hc_vault: 'Vault',
  hckms: 'Huawei Cloud KMS',
};

/**
 * The key that all values of a file are encrypted with, opened by a key of age: no passphrase is tried, because sops wraps
 * by none, and each one would cost as much time and memory as the file asks for.
 *
 * @throws FileProblem when no recipient is of age, or one is damaged
 * @throws SecretsError `UNAUTHENTICATED` when no key that was given opens it
 */
export async function dataKeyOf(metadata: ReadonlyMap<string, string>, source: KeySource): Promise<Buffer> {
  const wrapped = [...metadata].filter(([path]) => WRAPPED.test(path)).map(([, text]) => text);
  if (wrapped.length === 0) throw withoutAge(metadata);
  if (wrapped.length > MOST_RECIPIENTS)
    throw new FileProblem({}, `the SOPS metadata names more than ${MOST_RECIPIENTS} recipients`);
  const keys: AgeSource = {
    backend: source.backend,
    keysAlone: true,
    load: async () => ({ identities: await source.identities() }),
  };
  let refusal: unknown;
  for (const text of wrapped) {
    try {
      return checked((await openAge(Buffer.from(text), 'armored', keys)).plain);
    } catch (error) {
      // Another recipient may be ours; what is damaged is told when none is.
      if (!SecretsError.is(error, 'UNAUTHENTICATED') && !(error instanceof FileProblem)) throw error;
      if (refusal === undefined || error instanceof FileProblem) refusal = error;
    }
  }
  throw refusal;
}

function checked(key: Buffer): Buffer {
  if (key.length === 32) return key;
  throw new FileProblem({}, 'the data key in the SOPS metadata is not 32 bytes');
}

function withoutAge(metadata: ReadonlyMap<string, string>): FileProblem {
  const paths = [...metadata.keys()];
  const has = (name: string) => paths.some((path) => path.startsWith(`${name}__list_`));
  const hint = 'Add a recipient with "sops rotate --add-age".';
  if (has('key_groups')) {
    return new FileProblem({}, 'its SOPS key is split over "key_groups", which is not read here', hint);
  }
  const others = Object.keys(OTHERS)
    .filter(has)
    .map((name) => OTHERS[name]);
  if (others.length === 0) return new FileProblem({}, 'the SOPS metadata names no recipient', hint);
  return new FileProblem({}, `its SOPS recipients are of ${others.join(' and ')}, and none is of age`, hint);
}
