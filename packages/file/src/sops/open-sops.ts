import type { FileFormat } from '../file-format.js';
import { FileProblem } from '../file-problem.js';
import type { KeySource } from '../keys/key-source.js';
import type { TreeEntry } from '../tree.js';
import { dataKeyOf } from './data-key.js';
import { encryptionRule } from './encryption-rule.js';
import type { TreeOpening } from './open-tree.js';
import { openTree } from './open-tree.js';
import type { SopsCipher } from './sops-cipher.js';
import { sopsCipher } from './sops-cipher.js';
import type { SopsParts } from './sops-parts.js';

export interface OpenedSops {
  readonly entries: readonly TreeEntry[];
  /** How it was opened, and a changed one is closed. */
  readonly opening: TreeOpening;
}

/** What SOPS writes: the MAC is bound to it, letter for letter. */
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})$/;

/**
 * Opens a file of SOPS and checks the MAC over all of its values.
 *
 * @throws FileProblem when it is damaged, was changed without SOPS, or is of a kind that is not read here
 * @throws SecretsError `UNAUTHENTICATED` when no key that was given opens it
 */
export async function openSops(
  { content, metadata }: SopsParts,
  format: FileFormat,
  source: KeySource,
): Promise<OpenedSops> {
  const opening: TreeOpening = {
    cipher: await sopsCipher(await dataKeyOf(metadata, source)),
    isEncrypted: encryptionRule(metadata),
    macOnlyEncrypted: metadata.get('mac_only_encrypted') === 'true',
    isEnv: format === 'env',
  };
  const { entries, mac } = openTree(content, opening);
  if (mac !== macIn(metadata, opening.cipher)) {
    throw new FileProblem(
      {},
      'its values do not fit its MAC: something was changed, added, removed or moved without SOPS',
      'Restore the file, or look through what is in it with "sops edit --ignore-mac".',
    );
  }
  return { entries, opening };
}

/** SOPS says whether it hands a file out by this; a file without it is refused, as SOPS does. */
function macIn(metadata: ReadonlyMap<string, string>, cipher: SopsCipher): string {
  const [mac = '', time = ''] = [metadata.get('mac'), metadata.get('lastmodified')];
  if (mac === '') throw new FileProblem({}, 'the SOPS metadata has no "mac"', 'Restore the file.');
  if (!TIME.test(time))
    throw new FileProblem(
      {},
      'the SOPS metadata has no "lastmodified", or no time in it',
      'Restore the file.',
    );
  const opened = cipher.open(mac, time);
  if (opened === undefined) throw new FileProblem({}, 'the MAC of SOPS is damaged', 'Restore the file.');
  return opened.bytes.toString('latin1');
}
