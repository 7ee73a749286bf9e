import { SecretsError } from '@chatelaine/core';
import type { ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { ConfigDocument, ConfigPath, Position } from '../config-document.js';
import { placeOf } from '../config-document.js';
import type { ConfigText } from './read-config-file.js';
import { refusingDepth } from './refusing-depth.js';
import type { AliasTargets, Fail } from './yaml-nodes.js';
import { checkedNodes } from './yaml-nodes.js';
import { describeYamlErrors } from './yaml-problem.js';
import { yamlValue } from './yaml-value.js';

/**
 * Reads YAML 1.2 with positions.
 *
 * @throws SecretsError `INVALID_CONFIG` in our own words: the library's messages may quote the text
 */
export function yamlDocument(
  file: ConfigText,
  describe: typeof describeYamlErrors = describeYamlErrors,
): ConfigDocument {
  return refusingDepth(file.source, () => read(file, describe));
}

function read(file: ConfigText, describe: typeof describeYamlErrors): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    version: '1.2',
    lineCounter: lines,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const fail: Fail = (offset, problem, hint) =>
    new SecretsError('INVALID_CONFIG', `${placeOf(file.source, at(offset))}${problem}`, { hint });

  const fault = describe(document.errors, file.text);
  if (fault !== undefined) throw fail(fault.offset, fault.problem, fault.hint);
  const targets = checkedNodes(document, fail);
  const plain = yamlValue(document.contents, targets);
  if (plain === undefined)
    throw fail(0, 'the aliases in this file grow too large.', 'Write out what they stand for.');
  return {
    source: file.source,
    directory: file.directory,
    value: plain.value,
    positionOf: (path) => {
      const offset = offsetOf(document.contents, targets, path);
      return offset === undefined ? undefined : at(offset);
    },
  };
}

function offsetOf(contents: ParsedNode | null, targets: AliasTargets, path: ConfigPath): number | undefined {
  let node: unknown = contents;
  let offset = contents?.range[0];
  for (const key of path) {
    if (isAlias(node)) node = targets.get(node);
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
