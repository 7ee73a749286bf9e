import { SecretsError } from '@chatelaine/core';
import type { Document, ParsedNode } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { ConfigDocument, ConfigPath, Position } from '../config-document.js';
import { placeOf } from '../config-document.js';
import type { ConfigText } from './read-config-file.js';
import { describeYamlErrors } from './yaml-problem.js';

/** Bounds what a few lines with aliases can grow into. */
const MAX_ALIASES = 100;

/**
 * Reads YAML 1.2 with positions.
 *
 * @throws SecretsError `INVALID_CONFIG` in our own words: the library's messages may quote the text
 */
export function yamlDocument(
  file: ConfigText,
  describe: typeof describeYamlErrors = describeYamlErrors,
): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    version: '1.2',
    lineCounter: lines,
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const fail = (offset: number, problem: string, hint: string): SecretsError =>
    new SecretsError('INVALID_CONFIG', `${placeOf(file.source, at(offset))}${problem}`, { hint });

  const fault = describe(document.errors, file.text);
  if (fault !== undefined) throw fail(fault.offset, fault.problem, fault.hint);
  refuseTagsAndLooseAliases(document, fail);
  return {
    source: file.source,
    directory: file.directory,
    value: plainValue(document, fail),
    positionOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : at(offset);
    },
  };
}

type Fail = (offset: number, problem: string, hint: string) => SecretsError;

function refuseTagsAndLooseAliases(document: Document.Parsed, fail: Fail): void {
  visit(document, (_key, node, ancestors) => {
    if (!isNode(node)) return;
    const offset = node.range?.[0] ?? 0;
    if (!isAlias(node)) {
      if (node.tag === undefined) return;
      throw fail(offset, 'a tag is not accepted.', 'Remove it, or quote text that begins with "!".');
    }
    const target = node.resolve(document);
    if (target === undefined)
      throw fail(offset, 'an alias names nothing.', 'Quote text that begins with "*".');
    if (ancestors.includes(target))
      throw fail(offset, 'an alias stands inside what it names.', 'Write it out.');
  });
}

function plainValue(document: Document.Parsed, fail: Fail): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw fail(0, 'the aliases in this file grow too large.', 'Write out what they stand for.');
  }
}

function offsetOf(document: Document.Parsed, path: ConfigPath): number | undefined {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0];
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    const child = childOf(node, key);
    if (child === undefined) return offset;
    offset = child.offset ?? offset;
    node = child.node;
  }
  return offset;
}

function childOf(
  node: unknown,
  key: string | number,
): { offset: number | undefined; node: unknown } | undefined {
  if (isSeq<ParsedNode>(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { offset: item.range[0], node: item };
  }
  if (!isMap<ParsedNode, ParsedNode>(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair === undefined ? undefined : { offset: pair.key.range[0], node: pair.value };
}
