import type { TextEdit } from '../edit/text-edit.js';
import { editText } from '../edit/text-edit.js';
import type { FileFormat } from '../file-format.js';
import { FileProblem } from '../file-problem.js';
import type { KeySource } from '../keys/key-source.js';
import { parseFile } from '../parse-file.js';
import { openSops } from '../sops/open-sops.js';
import type { TreeOpening } from '../sops/open-tree.js';
import { openTree } from '../sops/open-tree.js';
import type { SopsParts } from '../sops/sops-parts.js';
import { sopsParts } from '../sops/sops-parts.js';
import { placeOf } from '../sops/sops-value.js';

export interface SopsEditing {
  readonly format: FileFormat;
  readonly keys: KeySource;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Changes one value as `sops set` does: all recipients stay, and so does every other value, letter for letter.
 *
 * @throws FileProblem, SecretsError as `openSops`
 */
export async function editSops(
  text: string,
  edit: TextEdit,
  { format, keys, now }: SopsEditing,
): Promise<string> {
  const { opening } = await openSops(await partsOf(text, format), format, keys);
  const changed = await editText(text, format, [{ ...edit, text: stored(edit, opening) }]);
  const { mac } = openTree((await partsOf(changed, format)).content, opening);
  const time = new Date(now).toISOString().replace(/\.[0-9]+Z$/, 'Z');
  const finished = await editText(changed, format, [
    { path: metadataPath('lastmodified', format), text: time },
    { path: metadataPath('mac', format), text: opening.cipher.seal(mac, time) },
  ]);
  // What we could not open ourselves is not written.
  await openSops(await partsOf(finished, format), format, keys);
  return finished;
}

function stored({ path, text }: TextEdit, { isEncrypted, cipher, isEnv }: TreeOpening): string | undefined {
  if (text === undefined) return undefined;
  if (isEncrypted(path)) return cipher.seal(text, placeOf(path));
  if (!isEnv) return text;
  if (text.includes('\\n'))
    throw new FileProblem({}, 'a value in clear cannot hold "\\n"', 'Choose a key whose value is encrypted.');
  return text.replaceAll('\n', '\\n');
}

function metadataPath(name: string, format: FileFormat): readonly string[] {
  return format === 'env' ? [`sops_${name}`] : ['sops', name];
}

async function partsOf(text: string, format: FileFormat): Promise<SopsParts> {
  const parts = sopsParts(await parseFile(Buffer.from(text), format), format);
  if (parts === undefined) throw new FileProblem({}, 'the metadata of SOPS are not there');
  return parts;
}
