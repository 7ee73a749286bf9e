import { ageForm } from './age/age-form.js';
import type { FileFormat } from './file-format.js';
import { FileProblem } from './file-problem.js';
import type { KeySource } from './keys/key-source.js';
import { parseFile } from './parse-file.js';
import { sopsParts } from './sops/sops-parts.js';
import { isSealed } from './sops/sops-value.js';
import type { ParsedFile, TreeEntry, TreeNode } from './tree.js';

/**
 * Reads the content of a file, encrypted or not: what encrypted it, if anything, is seen from the content.
 *
 * @throws FileProblem when nothing of it can be read
 * @throws SecretsError `UNAUTHENTICATED` when no key that was given opens it
 */
export async function openFile(bytes: Buffer, format: FileFormat, keys: KeySource): Promise<ParsedFile> {
  const form = ageForm(bytes);
  if (form !== undefined) {
    const { openAge } = await import('./age/open-age.js');
    return parseFile((await openAge(bytes, form, keys)).plain, format);
  }
  const file = await parseFile(bytes, format);
  const parts = sopsParts(file, format);
  if (parts !== undefined) {
    const { openSops } = await import('./sops/open-sops.js');
    return { entries: (await openSops(parts, format, keys)).entries };
  }
  refuseSealed(file.entries);
  return file;
}

/** Whoever takes the metadata away from a file of SOPS does not get its sealed values taken for values. */
function refuseSealed(entries: readonly TreeEntry[]): void {
  for (const { value, position } of entries) {
    if (!hasSealed(value)) continue;
    const problem = 'a value that SOPS encrypted is in a file without metadata of SOPS';
    throw new FileProblem(position, problem, 'Restore the file.');
  }
}

function hasSealed(node: TreeNode): boolean {
  if (node.type === 'text') return isSealed(node.text);
  if (node.type === 'list') return node.items.some(hasSealed);
  return node.type === 'object' && node.entries.some(({ value }) => hasSealed(value));
}
