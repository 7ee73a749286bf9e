import type { FileFormat } from '../file-format.js';
import { FileProblem } from '../file-problem.js';
import type { ParsedFile, TreeEntry, TreeNode } from '../tree.js';

/** A file of SOPS in its two parts. */
export interface SopsParts {
  readonly content: readonly TreeEntry[];
  /** By the path of each text, as a `.env` file writes it: `age__list_0__map_enc`. */
  readonly metadata: ReadonlyMap<string, string>;
}

const KEY = 'sops';
const PREFIX = `${KEY}_`;
/** What SOPS alone writes: a plain file may well have an entry of that name. */
const MARKS: readonly string[] = ['mac', 'lastmodified', 'age', 'kms', 'gcp_kms', 'pgp', 'key_groups'];

/**
 * Takes a file apart when it is one of SOPS, which its metadata tell; `undefined` when it is none.
 *
 * @throws FileProblem for metadata that contradict themselves
 */
export function sopsParts(file: ParsedFile, format: FileFormat): SopsParts | undefined {
  const isMetadata = format === 'env' ? isMark : isObject;
  if (!file.entries.some(isMetadata)) return undefined;
  if (file.problem !== undefined) throw file.problem;
  const isOfSops = ({ key }: TreeEntry) => (format === 'env' ? key.startsWith(PREFIX) : key === KEY);
  const metadata = new Map<string, string>();
  const own = file.entries.filter(isOfSops);
  const [first, second] = own;
  if (format !== 'env' && second !== undefined)
    throw new FileProblem(second.position, 'the SOPS metadata is there twice', 'Keep one of the two.');
  for (const entry of own) {
    if (format === 'env')
      set(metadata, entry.key.slice(PREFIX.length), textOf(entry.value).replaceAll('\\n', '\n'), entry);
    else if (first?.value.type === 'object') flatten(first.value.entries, '', metadata);
  }
  return { content: file.entries.filter((entry) => !isOfSops(entry)), metadata };
}

function isMark({ key }: TreeEntry): boolean {
  return MARKS.some((mark) => key === PREFIX + mark || key.startsWith(`${PREFIX}${mark}__list_`));
}

function isObject({ key, value }: TreeEntry): boolean {
  return key === KEY && value.type === 'object' && value.entries.some((entry) => MARKS.includes(entry.key));
}

function flatten(entries: readonly TreeEntry[], path: string, into: Map<string, string>): void {
  for (const entry of entries) flattenValue(entry.value, path + entry.key, entry, into);
}

function flattenValue(value: TreeNode, path: string, entry: TreeEntry, into: Map<string, string>): void {
  if (value.type === 'object') {
    flatten(value.entries, `${path}__map_`, into);
  } else if (value.type === 'list') {
    for (const [index, item] of value.items.entries())
      flattenValue(item, `${path}__list_${index}`, entry, into);
  } else {
    set(into, path, textOf(value), entry);
  }
}

function set(into: Map<string, string>, path: string, text: string, { position }: TreeEntry): void {
  if (into.has(path))
    throw new FileProblem(position, 'the SOPS metadata says something twice', 'Keep one of the two.');
  into.set(path, text);
}

function textOf(node: TreeNode): string {
  if (node.type === 'text') return node.text;
  return node.type === 'literal' && node.json !== 'null' ? node.json : '';
}
