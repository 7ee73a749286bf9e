import { SecretsError } from '@chatelaine/core';
import type { AST } from 'toml-eslint-parser';
import type { ConfigPath, Position } from '../config-document.js';
import { placeOf } from '../config-document.js';
import { MAX_DEPTH, nestedTooDeeply } from './refusing-depth.js';

/** A tree, because a path for each key would cost the length of that path for each of its children. */
interface Place {
  readonly position: Position;
  readonly depth: number;
  readonly below: Map<string | number, Place>;
}

/** Where each key and each list item of a TOML file stands. */
export class TomlPositions {
  readonly #source: string;
  readonly #root: Place = { position: { line: 1, column: 1 }, depth: 0, below: new Map() };

  /** @throws SecretsError `INVALID_CONFIG` for keys that are nested too deeply, or would become an object's prototype */
  constructor(top: AST.TOMLTopLevelTable, source: string) {
    this.#source = source;
    for (const node of top.body) {
      if (node.type === 'TOMLKeyValue') this.#noteEntry(this.#root, node);
      else this.#noteTable(node);
    }
  }

  /** The position of the path, or of the nearest thing around it that is there. */
  of(path: ConfigPath): Position {
    let place = this.#root;
    for (const key of path) {
      const next = place.below.get(key);
      if (next === undefined) break;
      place = next;
    }
    return place.position;
  }

  #noteTable({ resolvedKey, key, body }: AST.TOMLTable): void {
    let place = this.#root;
    for (const part of resolvedKey) place = this.#note(place, part, key);
    for (const entry of body) this.#noteEntry(place, entry);
  }

  #noteEntry(base: Place, { key, value }: AST.TOMLKeyValue): void {
    let place = base;
    for (const part of key.keys)
      place = this.#note(place, part.type === 'TOMLBare' ? part.name : part.value, part);
    this.#noteValue(place, value);
  }

  #noteValue(place: Place, value: AST.TOMLContentNode): void {
    if (value.type === 'TOMLInlineTable') for (const entry of value.body) this.#noteEntry(place, entry);
    if (value.type !== 'TOMLArray') return;
    for (const [index, item] of value.elements.entries())
      this.#noteValue(this.#note(place, index, item), item);
  }

  #note(parent: Place, key: string | number, node: AST.TOMLNode): Place {
    const known = parent.below.get(key);
    if (known !== undefined) return known;
    const position = { line: node.loc.start.line, column: node.loc.start.column + 1 };
    const shown = placeOf(this.#source, position);
    if (key === '__proto__')
      throw new SecretsError('INVALID_CONFIG', `${shown}this key is not accepted.`, { hint: 'Remove it.' });
    if (parent.depth === MAX_DEPTH) throw nestedTooDeeply(shown);
    const place = { position, depth: parent.depth + 1, below: new Map() };
    parent.below.set(key, place);
    return place;
  }
}
