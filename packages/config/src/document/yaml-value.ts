import type { Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { AliasTargets } from './yaml-nodes.js';

/** How many values aliases may add to those that are written. */
const MAX_ADDED = 10_000;

/** A value, and how many values it holds when aliases are written out. */
interface Sized {
  readonly value: unknown;
  readonly size: number;
}

/**
 * Gives the plain value of checked nodes, in which what an alias names is the same object; none when it would be far
 * larger written out.
 */
export function yamlValue(root: Node | null, targets: AliasTargets): { readonly value: unknown } | undefined {
  const named = new Set(targets.values());
  const kept = new Map<Node, Sized>();
  let written = 0;

  const sized = (node: unknown): Sized => {
    const target = isAlias(node) ? targets.get(node) : undefined;
    const known = target === undefined ? undefined : kept.get(target);
    if (known !== undefined) return known;
    written += 1;
    const made = ofNode(node, sized);
    if (named.has(node as Node)) kept.set(node as Node, made);
    return made;
  };

  const { value, size } = sized(root);
  return size > written + MAX_ADDED ? undefined : { value };
}

function ofNode(node: unknown, sized: (node: unknown) => Sized): Sized {
  if (isSeq(node)) {
    const items = node.items.map(sized);
    return { value: items.map(({ value }) => value), size: total(items) };
  }
  if (!isMap(node)) return { value: isScalar(node) ? node.value : null, size: 1 };
  const entries = node.items.map(({ key, value }) => [keyOf(key), sized(value)] as const);
  return {
    value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    size: total(entries.map(([, item]) => item)),
  };
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function total(items: readonly Sized[]): number {
  return items.reduce((sum, { size }) => sum + size, 1);
}
