import { isUtf8 } from 'node:buffer';
import type { Position } from '../file-problem.js';
import { FileProblem } from '../file-problem.js';
import type { TreeEntry, TreeNode } from '../tree.js';
import { isNull } from '../tree.js';
import type { EncryptionRule } from './encryption-rule.js';
import { macText } from './mac-text.js';
import type { SopsCipher, SopsMac, SopsValue } from './sops-cipher.js';
import { placeOf } from './sops-value.js';

export interface TreeOpening {
  readonly cipher: SopsCipher;
  readonly isEncrypted: EncryptionRule;
  /** Whether values in clear are left out of the MAC. */
  readonly macOnlyEncrypted: boolean;
  /** Whether line ends of a value in clear are written `\n`, and every value is text. */
  readonly isEnv: boolean;
}

export interface OpenedTree {
  readonly entries: readonly TreeEntry[];
  /** The MAC of all values in their order, as it must be in the metadata. */
  readonly mac: string;
}

const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const RESTORE = 'Restore the file, as from version control or a backup.';

/**
 * Opens all values, and makes the MAC of them.
 *
 * @throws FileProblem where one cannot be opened
 */
export function openTree(content: readonly TreeEntry[], opening: TreeOpening): OpenedTree {
  const reader = new TreeReader(opening);
  const entries = reader.entries(content, []);
  return { entries, mac: reader.mac() };
}

class TreeReader {
  readonly #opening: TreeOpening;
  readonly #mac: SopsMac;

  constructor(opening: TreeOpening) {
    this.#opening = opening;
    this.#mac = opening.cipher.mac(opening.macOnlyEncrypted);
  }

  mac(): string {
    return this.#mac.digest('hex').toUpperCase();
  }

  entries(entries: readonly TreeEntry[], path: readonly string[]): readonly TreeEntry[] {
    return entries.map((entry) => ({
      ...entry,
      value: this.#value(entry.value, [...path, entry.key], entry.position),
    }));
  }

  #value(node: TreeNode, path: readonly string[], position: Position): TreeNode {
    if (node.type === 'object') return { type: 'object', entries: this.entries(node.entries, path) };
    if (node.type === 'list')
      return { type: 'list', items: node.items.map((item) => this.#value(item, path, position)) };
    if (node.type === 'fault') return this.#fault(node);
    if (isNull(node)) return node;
    return this.#opening.isEncrypted(path) ? this.#opened(node, path, position) : this.#clear(node, position);
  }

  /** In a `.env` file the fault is an empty value, which counts for nothing; elsewhere the MAC cannot be made. */
  #fault(node: TreeNode & { readonly type: 'fault' }): TreeNode {
    if (this.#opening.isEnv) return node;
    throw node.problem;
  }

  #opened(node: TreeNode, path: readonly string[], position: Position): TreeNode {
    if (node.type !== 'text')
      throw new FileProblem(position, 'a value that should be encrypted is not', RESTORE);
    if (node.text === '') return node;
    const value = this.#opening.cipher.open(node.text, placeOf(path));
    if (value === undefined) {
      throw new FileProblem(
        position,
        'an encrypted value is damaged, or was moved here from another key or file',
        RESTORE,
      );
    }
    const opened = nodeOf(value, position);
    this.#mac.update(value.type === 'bool' ? bytesOf(opened, position) : value.bytes);
    return opened;
  }

  #clear(node: TreeNode, position: Position): TreeNode {
    const read: TreeNode =
      this.#opening.isEnv && node.type === 'text'
        ? { type: 'text', text: node.text.replaceAll('\\n', '\n') }
        : node;
    if (!this.#opening.macOnlyEncrypted) this.#mac.update(bytesOf(read, position));
    return read;
  }
}

function nodeOf({ type, bytes }: SopsValue, position: Position): TreeNode {
  const text = bytes.toString('utf8');
  if (type === 'int' || type === 'float') {
    if (JSON_NUMBER.test(text)) return { type: 'literal', json: text };
    throw new FileProblem(position, 'an encrypted number is none', RESTORE);
  }
  if (type === 'bool')
    return { type: 'literal', json: text === 'True' || text === 'true' ? 'true' : 'false' };
  if (isUtf8(bytes)) return { type: 'text', text };
  const problem = new FileProblem(position, 'the value is bytes, and not text', 'Encode it, as in base64.');
  return { type: 'fault', problem };
}

function bytesOf(node: TreeNode, position: Position): string {
  if (node.type === 'text') return node.text;
  const text = node.type === 'literal' ? macText(node.json) : undefined;
  if (text === undefined)
    throw new FileProblem(
      position,
      'a number in clear is too large',
      'Put it in quotes, so that it is text.',
    );
  return text;
}
