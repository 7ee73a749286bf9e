import type { AST } from 'toml-eslint-parser';
import type { ConfigPath, Position } from '../config-document.js';

export interface TomlPositions {
  positionOf(path: ConfigPath): Position | undefined;
  /** Where a key stands that would become an object's prototype. */
  readonly forbidden?: Position;
}

/** Notes where each key and each list item of a TOML file stands. */
export function tomlPositions(top: AST.TOMLTopLevelTable): TomlPositions {
  const known = new Map<string, Position>();
  let forbidden: Position | undefined;

  const note = (path: ConfigPath, node: AST.TOMLNode): void => {
    const position = { line: node.loc.start.line, column: node.loc.start.column + 1 };
    if (path.at(-1) === '__proto__') forbidden ??= position;
    if (!known.has(JSON.stringify(path))) known.set(JSON.stringify(path), position);
  };
  const noteKey = (base: ConfigPath, key: AST.TOMLKey): ConfigPath => {
    let path = base;
    for (const part of key.keys) {
      path = [...path, part.type === 'TOMLBare' ? part.name : part.value];
      note(path, part);
    }
    return path;
  };
  const walkEntries = (base: ConfigPath, entries: readonly AST.TOMLKeyValue[]): void => {
    for (const entry of entries) walkValue(noteKey(base, entry.key), entry.value);
  };
  const walkValue = (path: ConfigPath, value: AST.TOMLContentNode): void => {
    if (value.type === 'TOMLInlineTable') walkEntries(path, value.body);
    if (value.type !== 'TOMLArray') return;
    for (const [index, item] of value.elements.entries()) {
      note([...path, index], item);
      walkValue([...path, index], item);
    }
  };

  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') {
      walkEntries([], [node]);
      continue;
    }
    for (let depth = 1; depth <= node.resolvedKey.length; depth += 1) {
      note(node.resolvedKey.slice(0, depth), node.key);
    }
    walkEntries(node.resolvedKey, node.body);
  }
  return {
    positionOf: (path) => nearestPosition(known, path),
    ...(forbidden === undefined ? {} : { forbidden }),
  };
}

function nearestPosition(known: ReadonlyMap<string, Position>, path: ConfigPath): Position | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const position = known.get(JSON.stringify(path.slice(0, depth)));
    if (position !== undefined) return position;
  }
  return { line: 1, column: 1 };
}
