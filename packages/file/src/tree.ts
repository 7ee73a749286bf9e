import type { Position } from './file-problem.js';
import { FileProblem } from './file-problem.js';

/** What a file holds, with the line of every key; numbers stay as they were written. */
export type TreeNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'literal'; readonly json: string }
  | { readonly type: 'list'; readonly items: readonly TreeNode[] }
  | { readonly type: 'object'; readonly entries: readonly TreeEntry[] }
  | { readonly type: 'fault'; readonly problem: FileProblem };

export interface TreeEntry {
  readonly key: string;
  readonly position: Position;
  readonly value: TreeNode;
}

/** What was read of a file, and the first thing in it that could not be read and could be about any key. */
export interface ParsedFile {
  readonly entries: readonly TreeEntry[];
  readonly problem?: FileProblem;
}

/** Whether a value is null, as a key without a value is in YAML. */
export function isNull(node: TreeNode): boolean {
  return node.type === 'literal' && node.json === 'null';
}

/** The key whose entries YAML 1.1 would merge into the object around it: a fault, unless it is in quotes. */
export const MERGE_KEY = '<<';

/** How deep values may be nested, in every format. */
export const MAX_DEPTH = 100;

/**
 * Writes a value as JSON without white space: keys in the order of the file, numbers digit for digit.
 *
 * @throws FileProblem when some part of the value cannot be read, or a key is there twice
 */
export function treeToJson(node: TreeNode): string {
  switch (node.type) {
    case 'text':
      return JSON.stringify(node.text);
    case 'literal':
      return node.json;
    case 'list':
      return `[${node.items.map(treeToJson).join(',')}]`;
    case 'object':
      return `{${distinct(node.entries).map(entryToJson).join(',')}}`;
    case 'fault':
      throw node.problem;
  }
}

/**
 * Gives the entries back when every key is there once.
 *
 * @throws FileProblem
 */
export function distinct(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const seen = new Set<string>();
  for (const { key, position } of entries) {
    if (seen.has(key)) throw new FileProblem(position, 'the value holds one key twice', 'Keep one of them.');
    seen.add(key);
  }
  return entries;
}

function entryToJson({ key, value }: TreeEntry): string {
  return `${JSON.stringify(key)}:${treeToJson(value)}`;
}
