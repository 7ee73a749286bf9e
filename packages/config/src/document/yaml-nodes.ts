import type { SecretsError } from '@chatelaine/core';
import type { Alias, Document, Node, ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isNode, isScalar, visit } from 'yaml';

/** Makes the error of a fault at an offset of the text. */
export type Fail = (offset: number, problem: string, hint: string) => SecretsError;

/** What each alias stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

const MAX_ALIASES = 100;

/**
 * Refuses tags, repeated keys and loose aliases in one walk, and gives what each alias stands for. The library would
 * look at all keys for each key, and walk through the file for each alias.
 *
 * @throws what `fail` gives
 */
export function checkedNodes(document: Document.Parsed, fail: Fail): AliasTargets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_key, node, ancestors) => {
    if (!isNode(node)) return;
    const offset = node.range?.[0] ?? 0;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined)
        throw fail(offset, 'an alias names nothing.', 'Quote text that begins with "*".');
      if (ancestors.includes(target))
        throw fail(offset, 'an alias stands inside what it names.', 'Write it out.');
      targets.set(node, target);
      if (targets.size > MAX_ALIASES) {
        throw fail(
          offset,
          `this file has more than ${MAX_ALIASES} aliases.`,
          'Write out what they stand for.',
        );
      }
      return;
    }
    if (node.tag !== undefined)
      throw fail(offset, 'a tag is not accepted.', 'Remove it, or quote text that begins with "!".');
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isMap<ParsedNode, ParsedNode>(node)) refuseRepeatedKeys(node, fail);
  });
  return targets;
}

function refuseRepeatedKeys(map: YAMLMap<ParsedNode, ParsedNode | null>, fail: Fail): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? key.value : key;
    if (seen.has(name)) throw fail(key.range[0], 'this key is there twice.', 'Keep one of them.');
    seen.add(name);
  }
}
