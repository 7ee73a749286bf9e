import { parseJson } from '../parse-json.js';
import type { TreeEntry, TreeNode } from '../tree.js';
import { isNull } from '../tree.js';
import type { TextEdit } from './text-edit.js';

const FIRST_INDENT = /^([ \t]+)"/m;

/** Changes a JSON text: keys stay in their order, numbers digit for digit. */
export function editJson(text: string, edits: readonly TextEdit[]): string {
  const [, indent = '\t'] = FIRST_INDENT.exec(text) ?? [];
  const tree = edits.reduce<TreeNode>(
    (node, { path, text: value }) => edited(node, path, value),
    parseJson(text),
  );
  return `${pretty(tree, indent, '\n')}\n`;
}

function edited(node: TreeNode, path: readonly string[], text: string | undefined): TreeNode {
  const [key, ...rest] = path;
  if (key === undefined) return { type: 'text', text: text ?? '' };
  const entries = node.type === 'object' ? node.entries : [];
  if (text === undefined && rest.length === 0)
    return { type: 'object', entries: entries.filter((entry) => entry.key !== key) };
  const old = entries.find((entry) => entry.key === key);
  const inner = old === undefined || isNull(old.value) ? EMPTY : old.value;
  const entry: TreeEntry = { key, position: old?.position ?? {}, value: edited(inner, rest, text) };
  return {
    type: 'object',
    entries: old === undefined ? [...entries, entry] : entries.map((one) => (one === old ? entry : one)),
  };
}

const EMPTY: TreeNode = { type: 'object', entries: [] };

function pretty(node: TreeNode, indent: string, lineEnd: string): string {
  const inner = lineEnd + indent;
  switch (node.type) {
    case 'text':
      return JSON.stringify(node.text);
    case 'literal':
      return node.json;
    case 'list':
      return block(
        '[',
        node.items.map((item) => pretty(item, indent, inner)),
        ']',
        inner,
        lineEnd,
      );
    case 'object': {
      const entries = node.entries.map(
        ({ key, value }) => `${JSON.stringify(key)}: ${pretty(value, indent, inner)}`,
      );
      return block('{', entries, '}', inner, lineEnd);
    }
    case 'fault':
      throw node.problem;
  }
}

function block(start: string, parts: readonly string[], end: string, inner: string, lineEnd: string): string {
  return parts.length === 0 ? start + end : `${start}${inner}${parts.join(`,${inner}`)}${lineEnd}${end}`;
}
